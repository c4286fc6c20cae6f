/** Short dialogues that the rules were written by. See `dialoguesIn`. */
export const TUNED_DIALOGUES = `
[en]
U: My sister Mia lives in Lyon.
> Does she like it there?
= she → Mia; there → Lyon
[en]
U: My boss Mrs. Weber gave me a new laptop.
> Can you help me set it up?
= it → laptop
[en]
U: Which is better, tea or coffee?
A: Tea is calmer, coffee is stronger.
> I take the former.
= the former → tea
[en]
U: Ben and Clara are getting married.
> They want to celebrate in June.
= They → Ben+Clara
[en]
U: There is a problem with my computer.
> Can you fix it?
= it → computer
[en]
U: I work at Siemens.
A: Is it a good place to work?
> They pay well.
= They → Siemens
[en]
U: I bought a red bike and a blue bike.
> The red one was cheaper.
= The red one → red bike
[en]
U: Hello!
> She is nice.
= She → -
[en]
U: Recommend me a film.
A: You might like Arrival, Inception or Interstellar.
> What is the third one about?
= the third one → Interstellar
[en]
U: My brother has a dog called Biscuit.
> Is he allowed to eat chocolate?
= he → Biscuit|brother
[en]
U: My aunt Sofia had an operation on Monday.
> Since then she sleeps a lot.
= Since then → Monday; she → Sofia
[en]
U: What should I cook?
A: How about pasta, risotto or curry?
> How long does the last one take?
= the last one → curry
[en]
U: I have an interview at Bosch on Tuesday.
> What should I wear that day?
= that day → Tuesday
[en]
U: Mark and Julia had a fight.
> She shouted at him.
= She → Julia; him → Mark
[en]
U: What languages should I learn?
A: - Spanish⏎- Japanese⏎- Italian
> Why the first?
= the first → Spanish
[en]
U: We are thinking about Vienna or Prague for the weekend.
> Which of them is cheaper? Are both easy to reach?
= both → Vienna+Prague
[en]
U: Do you know the restaurant Noma?
> My wife wants to eat there.
= there → Noma
[en]
U: The laptop costs 900 euros.
> That price is too high.
= That price → 900
[en]
U: Two options: the train or the bus.
> The other one? No. I take the first one.
= the first one → train
[en]
U: My son wants a hamster.
A: Hamsters are sweet.
> He is six years old.
= He → son
[en]
U: My uncle has a farm near Bath.
> He grows apples there.
= He → uncle; there → farm|Bath
[en]
U: Carla lent Nina her umbrella.
> She has two of them.
= She → Carla
[en]
U: My husband is in hospital.
> I am going to visit him there tomorrow.
= him → husband; there → hospital
[en]
U: My cat sleeps all day.
> Is it ill?
= it → cat
[en]
U: Do you prefer Mozart or Bach?
A: I like Bach.
> Why him?
= him → Bach
[en]
U: My wedding is on 12 June 2027.
> My sister has an exam on the same day.
= the same day → 12 June
[en]
U: My roommate Alex snores.
> How do I tell them?
= them → Alex
[en]
U: I have a guitar and a drum kit.
> I play the guitar every day. The other one is in the cellar.
= The other one → drum kit
[en]
U: Our company was founded in 1998.
> It has forty employees.
= It → company
[en]
U: A friend recommended the Hotel Aurora in Zermatt.
> Is that hotel expensive?
= that hotel → Aurora
[en]
U: What's the capital of Peru?
A: The capital of Peru is Lima.
> How many people live there?
= there → Lima
[en]
U: My mum and my dad are both doctors.
> She works at night.
= She → mum
[en]
U: I have to choose between Leeds University and York University.
> My father studied at the former.
= the former → Leeds
[en]
U: Ben and Tom were in the garden.
> He fell off the ladder.
= He → -
[en]
U: On Saturday we play against Hull.
> I hope it doesn't rain then?
= then → Saturday
[en]
U: I sold my motorbike to Karim.
> He paid 2000 euros for it.
= He → Karim; it → motorbike
[en]
U: Marie Curie discovered radium.
A: Yes, in 1898.
> Where was she born?
= she → Marie Curie
[en]
U: The museum was closed, so we went to the zoo.
> We stayed there all day.
= there → zoo
[en]
U: My boss wants me to talk to Sandra.
> I don't like her.
= her → Sandra
[en]
U: Does Tokyo have a good zoo?
A: Yes, Ueno Zoo is famous.
> I want to go there.
= there → Ueno|Tokyo
[de]
U: Meine Schwester Mia wohnt in Leipzig.
> Gefällt es ihr dort?
= ihr → Mia; dort → Leipzig
[de]
U: Soll ich Pizza, Nudeln oder Reis kochen?
> Ich nehme das zweite.
= das zweite → Nudeln
[de]
U: Anna und Paul heiraten.
> Was soll ich ihnen schenken?
= ihnen → Anna+Paul
[de]
U: Ich habe ein neues Fahrrad.
> Es ist sehr schnell.
= Es → Fahrrad
[de]
U: Mein Hund Bello ist weg.
> Ich suche ihn überall.
= ihn → Bello
[es]
U: Mi hermana Lucía vive en Sevilla.
> Ella trabaja allí.
= Ella → Lucía; allí → Sevilla
[es]
U: ¿Qué cocino?
A: Puedes hacer paella, tortilla o gazpacho.
> Prefiero el segundo.
= el segundo → tortilla
[es]
U: El viernes voy a Granada.
> ¿Qué puedo ver allí?
= allí → Granada
[fr]
U: Ma sœur Léa habite à Nantes.
> Elle travaille là-bas.
= Elle → Léa; là-bas → Nantes
[fr]
U: Que cuisiner ?
A: Tu peux faire une quiche, une soupe ou une salade.
> Je prends la deuxième.
= la deuxième → soupe
[fr]
U: Anne et Luc se marient.
> Qu'est-ce que je peux offrir à eux ?
= eux → Anne+Luc
`;
