import type { Gender, MentionKind } from './mention.ts';

const list = (words: string) => words.trim().split(/\s*,\s*/);

const FEMALE = list(
  `sister, mother, daughter, wife, girlfriend, fiancee, aunt, niece, grandmother, granddaughter, stepmother, stepsister,
  half-sister, mother-in-law, sister-in-law, godmother, woman, girl, lady, queen, princess, actress, waitress, mum, mom,
  mummy, mommy, sis, grandma, granny, nana, gran, gf, hostess, nun, policewoman, businesswoman, saleswoman, landlady,
  housewife, widow, bride, girls, women, ladies, sisters, daughters, aunts, nieces, ex-wife, ex-girlfriend, heroine`,
);
const MALE = list(
  `brother, father, son, husband, boyfriend, fiance, uncle, nephew, grandfather, grandson, stepfather, stepbrother,
  half-brother, father-in-law, brother-in-law, godfather, man, boy, guy, gentleman, king, prince, actor, waiter, dad,
  daddy, bro, grandpa, granddad, grandad, hubby, bf, monk, priest, policeman, businessman, salesman, fireman, landlord,
  widower, groom, bloke, dude, lad, boys, men, guys, brothers, sons, uncles, nephews, ex-husband, ex-boyfriend, sir`,
);
/** People whose words do not tell their gender. */
const PEOPLE = list(
  `person, people, friend, friends, partner, cousin, cousins, child, children, kid, kids, baby, parent, parents,
  grandparents, twins, twin, neighbour, neighbor, neighbours, neighbors, colleague, colleagues, coworker, coworkers, boss,
  teacher, teachers, student, students, doctor, doctors, nurse, dentist, therapist, lawyer, engineer, manager, flatmate,
  roommate, flatmates, roommates, classmate, classmates, coach, trainer, singer, author, writer, artist, painter, director,
  driver, pilot, chef, cook, baker, hairdresser, plumber, electrician, gardener, cleaner, vet, professor, tutor, scientist,
  programmer, developer, designer, player, players, customer, customers, client, clients, guest, guests, owner, tenant,
  stranger, police officer, officer, judge, president, minister, mayor, soldier, witness, patient, patients, sibling,
  siblings, family, couple, team, crowd, everyone, band, relatives, in-laws, folks, surgeon, receptionist, candidate`,
);
const PLACES = list(
  `place, city, town, village, country, restaurant, cafe, café, bar, pub, hotel, hostel, museum, park, school, university,
  office, shop, store, gym, station, airport, lake, island, beach, library, church, cinema, theatre, theater, mountain,
  river, forest, valley, castle, market, supermarket, hospital, clinic, bakery, street, square, garden, zoo, stadium, farm,
  house, flat, apartment, cottage, cabin, room, kitchen, club, campsite, resort, region, district, neighbourhood,
  neighborhood, harbour, harbor, port, bridge, tower, temple, palace, gallery, mall, pool, spa, pizzeria, bistro, diner,
  villa, cathedral, abbey, monastery, desert, coast, bay, national park, swimming pool, coworking space, venue, studio`,
);
const ORGANIZATIONS = list(
  `company, firm, bank, business, startup, start-up, agency, organisation, organization, charity, ministry, airline,
  brand, publisher, insurer, union, government, party, orchestra, institute, association`,
);
const PETS = list(
  `cat, dog, puppy, kitten, kitty, hamster, rabbit, bunny, horse, pony, parrot, budgie, bird, goldfish, fish, turtle,
  tortoise, snake, lizard, gecko, rat, mouse, ferret, hedgehog, chicken, goat, donkey, cow, sheep, pig, canary, guinea pig,
  poodle, labrador, beagle, dachshund, husky, corgi, cats, dogs, puppies, kittens, rabbits, horses, birds, chickens, frog`,
);
/** Nouns that no later word means: `a lot`, `the way`, `this time`. */
const EMPTY = list(
  `lot, lots, bit, kind, sort, way, ways, thing, things, stuff, time, times, today, tomorrow, yesterday, tonight, morning,
  evening, afternoon, night, day, days, week, weeks, month, months, year, years, hour, hours, minute, minutes, moment,
  weekend, one, ones, thanks, thank, hi, hello, hey, bye, yes, no, ok, okay, please, sorry, lol, haha, course, question,
  fact, case, point, end, side, half, piece, pieces, pair, couple of, number, amount, something, anything, nothing,
  everything, someone, somebody, anyone, anybody, nobody, everybody, i, you, me, he, she, it, we, they, him, her, us, them,
  mine, yours, hers, ours, theirs, this, that, these, those, who, what, which, o'clock, wow, oh, sure, fun, luck, front,
  back, top, bottom, home, work, bed, sleep, help, need, kinda, touch, rest, love, fine, great, good, nice, well, option,
  options, first, second, third, last, former, latter, other, others, both, monday, tuesday, wednesday, thursday, friday,
  saturday, sunday, lunch, dinner, breakfast, problem, problems, issue, issues, trouble, chance, matter, there, here, then, now, type, types, example, reason, idea, ideas, choice`,
);

/** Names that women and men have. */
const ANYBODYS = list(
  `alex, sam, chris, robin, kim, jamie, taylor, jordan, casey, charlie, morgan, riley, sasha, pat, lee, jules, ash, quinn,
  avery, rowan, sky, skyler, blake, cameron, dana, drew, jess, kai, micah, noel, reese, sidney, toni, andy, nico, luca`,
);

export const NAMES_OF_ANYBODY: ReadonlySet<string> = new Set(ANYBODYS);
export const EMPTY_NOUNS: ReadonlySet<string> = new Set(EMPTY);
export const PET_WORDS: ReadonlySet<string> = new Set(PETS);

const GENDERS: ReadonlyMap<string, Gender> = new Map([
  ...FEMALE.map((word): [string, Gender] => [word, 'female']),
  ...MALE.map((word): [string, Gender] => [word, 'male']),
]);
const KINDS: ReadonlyMap<string, MentionKind> = new Map([
  ...[...FEMALE, ...MALE, ...PEOPLE].map((word): [string, MentionKind] => [word, 'person']),
  ...PLACES.map((word): [string, MentionKind] => [word, 'place']),
  ...ORGANIZATIONS.map((word): [string, MentionKind] => [word, 'organization']),
]);

/** What a common noun names. @param noun lower case, in either number */
export function kindOfNoun(noun: string): MentionKind {
  return KINDS.get(noun) ?? KINDS.get(singular(noun)) ?? 'thing';
}

export function genderOfNoun(noun: string): Gender | null {
  return GENDERS.get(noun) ?? GENDERS.get(singular(noun)) ?? null;
}

/** Near enough for comparing heads. */
export function singular(noun: string): string {
  if (noun.endsWith('ies') && noun.length > 4) return `${noun.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes|zes)$/.test(noun)) return noun.slice(0, -2);
  return noun.endsWith('s') && !/(?:ss|us|is)$/.test(noun) && noun.length > 3 ? noun.slice(0, -1) : noun;
}
