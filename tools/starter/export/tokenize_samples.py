"""Prints texts with the ids that the training tokenizer gives them, as JSON, for the test that llama.cpp agrees.

    python3 tokenize_samples.py TOKENIZER.json > samples.json
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "train"))

from bpe import Tokenizer  # noqa: E402

SAMPLES = [
    "hello",
    "Hi there! [wave] How are you?",
    "I'm sure you'd say they've won, we'll see, it's what he doesn't want. YOU'RE LOUD, I'M NOT.",
    "‘curly’ quotes don’t split like straight ones — or do they…",
    "123 apples cost $45.67, that's 8% off; call +49-30-901820.",
    "naïve café, déjà vu, ¿cómo estás? ¡Qué alegría! Grüße aus Köln, weiß, Œuvre",
    "e\u0301 written as two characters, and a\u0308 too",
    "こんにちは、トモです。今日はいい天気ですね！カタカナもＡＢＣも。",
    "你好，我叫小明。今天心情很好！",
    "안녕하세요, привет, Γειά σου, שלום, مرحبا",
    "emoji: 🦊🎉 👩‍👩‍👧 ❤️ 👍🏽 🇯🇵",
    "two  spaces,   three,\ttab,\nline feed,\n\ntwo of them \n and spaces around   ",
    "   leading",
    "\r\nWindows line ends\r\n",
    "<notes>\n- The user's name is Kim.\n</notes>\n<passage source=\"manual.pdf, page 12\">Turn it off.</passage>\nhow?",
    "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n",
    "snake_case camelCase path/to/file.txt https://example.org/?q=1&r=2 a=b==c != {x: [1, 2]} `code`",
    "½ ² Ⅷ ① 三 ٣ १",
    "zero\u200bwidth, non\u00a0breaking, ideographic\u3000space, \ufeffmark",
    "aaaaaaaaaaaaaaaaaaaaaaaa hahahahahahaha nooooooo!!!!!!!! ???",
]


def main():
    tokenizer = Tokenizer.load(Path(sys.argv[1]))
    rows = [{"text": text, "ids": tokenizer.encode(text)} for text in SAMPLES]
    json.dump(rows, sys.stdout, ensure_ascii=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
