"""Quick checks of tokens, of classes of words and of typing, which need no torch: `python3 -m unittest test_words` in this folder."""

import random
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from bpe import SUPER, Tokenizer, as_byte_characters, merged, train_bpe
from typing_noise import SMILEYS, SYNONYMS, typed, with_smiley, with_synonyms
from vocabulary import with_superwords
from word_classes import WordClasses, read_classes


class TokenizerTest(unittest.TestCase):
    def setUp(self):
        counts = Counter({as_byte_characters(w): 5 for w in ("hello", " hello", " there", "help", "元気")})
        self.tokenizer = Tokenizer(train_bpe(counts, 300))

    def test_any_text_survives(self):
        for text in ("hello there", "¿Qué tal?  ok\n\n", "元気ですか 12½", "[happy] don't", "🙂\t x"):
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_special_tokens_are_single_ids_only_where_meant(self):
        self.assertEqual(len(self.tokenizer.encode("<|im_end|>")), 1)
        self.assertGreater(len(self.tokenizer.plain("<|im_end|>")), 1)

    def test_merges_the_lowest_rank_first_and_of_equal_ones_the_leftmost(self):
        self.assertEqual(merged("aaa", {("a", "a"): 0}), ["aa", "a"])
        self.assertEqual(merged("abc", {("b", "c"): 0, ("a", "b"): 1}), ["a", "bc"])
        self.assertEqual(merged("abcd", {("a", "b"): 2, ("b", "c"): 3, ("c", "d"): 1, ("ab", "cd"): 0}), ["abcd"])

    def test_merges_as_the_slow_and_plain_way_does(self):
        rng = random.Random(3)
        for _ in range(200):
            rank = {(a, b): i for i, (a, b) in enumerate(rng.sample(
                [(a, b) for a in ("a", "b", "ab", "ba", "aba") for b in ("a", "b", "ab", "ba")], 9))}
            text = [rng.choice("ab") for _ in range(rng.randint(1, 14))]
            slow = list(text)
            while any(pair in rank for pair in zip(slow, slow[1:])):
                i = min(range(len(slow) - 1), key=lambda i: (rank.get((slow[i], slow[i + 1]), 99), i))
                slow[i:i + 2] = [slow[i] + slow[i + 1]]
            self.assertEqual(merged(text, rank), slow)


class SuperwordsTest(unittest.TestCase):
    def setUp(self):
        counts = Counter({as_byte_characters(w): 5 for w in ("my", " my", " dog", " is", " ill", "so", " good", " morning")})
        turns = [("user", "my dog is ill"), ("user", "so, my dog is ill!"), ("assistant", "[happy] good morning, my dog!")] * 9
        self.words = Tokenizer(train_bpe(counts, 300))
        self.tokenizer = with_superwords(self.words, turns, 60)

    def token(self, text):
        return as_byte_characters(text) in self.tokenizer.ids

    def test_are_added_behind_the_tokens_of_words(self):
        self.assertEqual(self.tokenizer.pre, SUPER)
        self.assertEqual(self.tokenizer.vocab[:len(self.words.vocab)], self.words.vocab)
        self.assertTrue(self.token(" dog is ill") and self.token("[happy]") and self.token("user\n"))

    def test_end_where_a_sentence_a_tag_or_a_users_clause_does(self):
        for text in self.tokenizer.vocab[len(self.words.vocab):]:
            self.assertNotRegex(text, r"[.!?\]].|[^[]+\[|so,")

    def test_are_left_out_where_the_words_shall_stand_apart(self):
        apart, joined = (self.tokenizer.plain(" my dog is ill", apart) for apart in (True, False))
        self.assertGreater(len(apart), len(joined))
        self.assertEqual(self.tokenizer.decode(apart), self.tokenizer.decode(joined))

    def test_numbers_stand_alone_in_groups_of_three_digits(self):
        self.assertEqual(self.tokenizer.split.findall("over 12345 of 007"), ["over ", "12", "345", " of ", "007"])

    def test_survive_being_saved(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tokenizer.json"
            self.tokenizer.save(path)
            again = Tokenizer.load(path)
        self.assertEqual((again.vocab, again.pre), (self.tokenizer.vocab, SUPER))


class WordClassesTest(unittest.TestCase):
    CLASSES = WordClasses([(["dog", "cat"], ["dog", "cat", "iguana"]), (["hot dog"], ["hot dog", "pretzel"])])

    def swapped(self, text):
        rng = random.Random(4)
        return {self.CLASSES.swap(text, rng) for _ in range(200)}

    def test_words_of_a_class_stand_for_each_other(self):
        self.assertEqual(self.swapped("Dog, a cat"), {f"{a}, {b}" for a in ("Dog", "Cat", "Iguana")
                                                      for b in ("a dog", "a cat", "an iguana")})

    def test_what_is_only_put_in_is_never_replaced(self):
        self.assertEqual(self.swapped("my iguana"), {"my iguana"})

    def test_the_longest_entry_counts_and_no_entry_reaches_over_a_comma(self):
        self.assertEqual(self.swapped("a hot dog"), {"a hot dog", "a pretzel"})
        self.assertEqual(self.swapped("hot, dog"), {"hot, dog", "hot, cat", "hot, iguana"})

    def test_an_unusable_line_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.txt").write_text("# pets\npet: dog | cat / bat\nno class\nlone: dog\nb: x | one two three four five six seven")
            classes, problems = read_classes(Path(folder))
        self.assertEqual(classes, [(["dog", "cat"], ["dog", "cat", "bat"])])
        self.assertEqual([problem.split(" ")[0] for problem in problems], ["a.txt:3", "a.txt:4", "a.txt:5"])


class TypingTest(unittest.TestCase):
    def test_leaves_names_alone(self):
        rng = random.Random(2)
        for _ in range(200):
            self.assertIn("skolandra", typed("my name is Skolandra", rng, "sloppy", ["Skolandra"]).lower())

    def test_a_synonym_stands_for_its_word_but_never_for_a_kept_one(self):
        rng = random.Random(2)
        made = {with_synonyms("where do i delete it", rng, ["delete"]) for _ in range(100)}
        self.assertEqual(made, {"where do i delete it"})
        made = {with_synonyms("where do i delete it", rng) for _ in range(100)}
        self.assertEqual(made, {f"where do i {word} it" for word in ("delete", *SYNONYMS["delete"])})

    def test_only_english_is_reworded(self):
        rng = random.Random(2)
        said = {typed("hola computer", rng, "as_written", english=False) for _ in range(100)}
        self.assertEqual(said, {"hola computer"})

    def test_a_face_agrees_with_the_feeling_of_the_answer(self):
        rng = random.Random(2)
        sad = {with_smiley("i failed", "[sad] Oh no. [happy] Next time!", rng) for _ in range(500)}
        self.assertEqual(sad, {"i failed", *(f"i failed{face}" for face in SMILEYS["[sad]"])})
        self.assertEqual({with_smiley("what time is it", "[neutral] Late.", rng) for _ in range(500)}, {"what time is it"})


if __name__ == "__main__":
    unittest.main()
