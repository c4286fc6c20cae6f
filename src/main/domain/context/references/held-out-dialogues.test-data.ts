/** Short dialogues that nobody looked at while the rules were written. See `dialoguesIn`. */
export const HELD_OUT_DIALOGUES = `
[en]
U: I met John yesterday.
A: How nice! How is John?
> He got a new job.
= He → John
[en]
U: Where should I go in Portugal?
A: You could go to:⏎1. Lisbon⏎2. Porto⏎3. Faro
> Tell me more about the second one.
= the second one → Porto
[en]
U: Anna told Maria about the new job.
> She was so happy about it.
= She → Anna; it → job
[en]
U: It is raining again.
> Is it cold too?
= it → -
[en]
U: The concert is on Friday.
> Are you free then?
= then → Friday
[en]
U: My dog Rex is sick.
> He doesn't eat anything. I took him to the vet.
= He → Rex; him → Rex
[en]
U: Tom called Peter.
> He was angry.
= He → Tom
[en]
U: We visited Rome and Naples.
> The latter was wonderful.
= The latter → Naples
[en]
U: My parents moved to Spain last year.
> I miss them. What is the weather like there?
= them → parents; there → Spain
[en]
U: I read a book by Jane Austen.
> When did she write it?
= she → Jane Austen; it → book
[en]
U: Lucy met Paul at the museum.
> He paid for her ticket.
= He → Paul; her → Lucy
[en]
U: My neighbour bought a new car.
> It is very loud.
= It → car
[en]
U: My friend Kenji moved to Osaka.
> Have you ever been there?
= there → Osaka
[en]
U: I lost my keys this morning.
> Where could they be?
= they → keys
[en]
U: My grandmother gave me her old piano.
> It needs tuning, but I love it.
= It → piano; it → piano
[en]
U: My cousin Leo plays the violin.
> His teacher says he is talented.
= His → Leo; he → Leo
[en]
U: I saw Emma with Olivia and Jack.
> He waved at me.
= He → Jack
[en]
U: My daughter starts school in September.
> She is a little nervous.
= She → daughter
[en]
U: Yesterday I talked to Dr. Patel.
A: What did Dr. Patel say?
> She said I should rest.
= She → Patel
[en]
U: Netflix has a new series.
A: Which one?
> It is called Dark. Do you know it?
= it → Dark
[en]
U: I am reading two novels, Dune and Emma.
> The latter is funnier.
= The latter → Emma
[en]
U: Which phone should I buy?
A: 1. Pixel 9: good camera⏎2. iPhone 16: long support⏎3. Fairphone 5: easy to repair
> How much is the third?
= the third → Fairphone
[en]
U: The Smiths invited us to dinner.
> What can we bring them?
= them → Smiths
[en]
U: I met a woman and a man on the train.
> The woman was from Chile.
= The woman → woman
[en]
U: We spent the summer of 2019 in Crete.
> It was so hot there.
= there → Crete
[en]
U: I want to paint the kitchen.
A: White, yellow or green?
> The second, I think.
= The second → yellow
[en]
U: Sam lost the match against Leon.
> He cried afterwards.
= He → Sam
[en]
U: My brother Paul and his wife Ines have a baby.
> They are very tired.
= They → Paul+Ines
[en]
U: I got flowers from my neighbour.
> They smell wonderful.
= They → flowers
[en]
U: My teacher is Mr. Novak.
> Everybody likes him.
= him → Novak
[en]
U: Is there a bakery nearby?
> I am hungry.
= 
[en]
U: Who wrote Faust?
A: Goethe wrote it.
> When was he born?
= he → Goethe
[en]
U: My friend Zoe had her baby last night.
> How do I congratulate her?
= her → Zoe
[en]
U: My flat has a small balcony.
> What can I grow on it?
= it → balcony
[en]
U: My girlfriend's name is Aisha.
A: That is a lovely name!
> She is from Morocco.
= She → Aisha|girlfriend
[en]
U: We adopted two kittens.
> They hide under the sofa.
= They → kittens
[en]
U: Suggest a hobby.
A: You could try pottery, chess, or climbing.
> Option 2 sounds good.
= Option 2 → chess
[en]
U: Grandpa called. He wants to see us.
> When should we visit him?
= him → Grandpa
[en]
U: I love my garden. My roses are blooming.
> How often should I water them?
= them → roses
[en]
U: I have a meeting at nine and a call at noon.
> I will skip the latter.
= the latter → call
[de]
U: Mein Bruder heißt Jonas.
> Er ist Lehrer.
= Er → Jonas|Bruder
[de]
U: Am Freitag fahre ich nach Hamburg.
> Was kann ich dort machen?
= dort → Hamburg
[de]
U: Meine Oma ist krank.
> Ich besuche sie morgen.
= sie → Oma
[de]
U: Es regnet.
> Ist es kalt?
= es → -
[de]
U: Ich mag Berlin und München.
> Die erste Stadt ist größer.
= Die erste Stadt → Berlin
[es]
U: Mi hermano Pablo es médico.
> Él vive en Madrid.
= Él → Pablo
[es]
U: Ana y Luis se casan.
> ¿Qué les regalo a ellos?
= ellos → Ana+Luis
[es]
U: Mi abuela está enferma.
> Voy a visitarla a ella mañana.
= ella → abuela
[fr]
U: Mon frère s'appelle Hugo.
> Il est professeur.
= Il → Hugo|frère
[fr]
U: Il pleut.
> Il fait froid ?
= Il → -
[fr]
U: Vendredi je vais à Lille.
> Que peut-on voir là-bas ?
= là-bas → Lille
`;
