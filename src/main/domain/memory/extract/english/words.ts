/** English words that the patterns go by; each list is one line of alternatives, of which the longest must come first. */

const list = (words: string) => words.trim().split(/\s*,\s*/);

/** Whom somebody may have, as they are said, and what each is called in a memory. */
export const RELATIVES: ReadonlyMap<string, string> = new Map(
  list(
    `sister, brother, mother, father, daughter, son, wife, husband, girlfriend, boyfriend, fiancee, fiance, partner,
    aunt, uncle, cousin, niece, nephew, grandmother, grandfather, granddaughter, grandson, twin sister, twin brother,
    stepmother, stepfather, stepsister, stepbrother, half-sister, half-brother, mother-in-law, father-in-law,
    sister-in-law, brother-in-law, best friend, friend, flatmate, roommate, neighbour, colleague, boss, teacher,
    doctor, dentist, therapist, landlord, ex, twin, child, baby, godmother, godfather, penfriend, classmate, coach,
    older sister, younger sister, older brother, younger brother, little sister, little brother, big sister,
    big brother, ex-wife, ex-husband, ex-girlfriend, ex-boyfriend, coworker`,
  )
    .map((word): [string, string] => [word, word])
    .concat([
      ['mum', 'mother'],
      ['mom', 'mother'],
      ['mommy', 'mother'],
      ['mummy', 'mother'],
      ['dad', 'father'],
      ['daddy', 'father'],
      ['sis', 'sister'],
      ['bro', 'brother'],
      ['kid', 'child'],
      ['grandma', 'grandmother'],
      ['granny', 'grandmother'],
      ['nana', 'grandmother'],
      ['gran', 'grandmother'],
      ['grandpa', 'grandfather'],
      ['granddad', 'grandfather'],
      ['grandad', 'grandfather'],
      ['hubby', 'husband'],
      ['gf', 'girlfriend'],
      ['bf', 'boyfriend'],
      ['bff', 'best friend'],
      ['bestie', 'best friend'],
      ['mate', 'friend'],
      ['buddy', 'friend'],
      ['neighbor', 'neighbour'],
      ['co-worker', 'colleague'],
      ['elder sister', 'older sister'],
      ['elder brother', 'older brother'],
    ]),
);

export const PETS = list(
  `guinea pig, cat, dog, puppy, kitten, kitty, hamster, rabbit, bunny, horse, pony, parrot, budgie, bird, goldfish,
  fish, turtle, tortoise, snake, lizard, gecko, rat, mouse, ferret, hedgehog, chicken, goat, donkey, cow, sheep, pig,
  canary, cockatiel, axolotl, spider, tarantula, frog, duck, poodle, labrador, beagle, dachshund, husky, corgi`,
);

/** The last word of what somebody works as. */
export const JOBS = list(
  `teacher, nurse, doctor, engineer, developer, programmer, designer, artist, musician, writer, author, journalist,
  lawyer, accountant, electrician, plumber, carpenter, chef, cook, baker, butcher, waiter, waitress, barista, bartender,
  pilot, driver, mechanic, farmer, gardener, architect, scientist, researcher, physicist, chemist, biologist,
  mathematician, librarian, translator, interpreter, photographer, actor, actress, dancer, singer, director, producer,
  manager, consultant, analyst, administrator, secretary, assistant, cashier, cleaner, hairdresser, barber, tailor,
  dentist, pharmacist, vet, veterinarian, surgeon, paramedic, midwife, psychologist, therapist, physiotherapist,
  firefighter, fireman, policeman, policewoman, detective, soldier, sailor, fisherman, judge, politician, professor,
  lecturer, tutor, student, pupil, apprentice, intern, freelancer, entrepreneur, salesman, saleswoman, salesperson,
  receptionist, flight attendant, bus driver, taxi driver, builder, bricklayer, painter, roofer, welder, machinist,
  technician, sysadmin, data scientist, economist, banker, broker, estate agent, police officer, officer, social worker,
  caregiver, carer, nanny, babysitter, kindergarten teacher, postman, mailman, courier, warehouse worker,
  factory worker, worker, model, poet, novelist, composer, conductor, pianist, guitarist, violinist, drummer, dj,
  historian, archaeologist, geologist, astronomer, astronaut, philosopher, priest, pastor, monk, nun, beekeeper,
  florist, jeweller, watchmaker, potter, blacksmith, shopkeeper, bookseller, optician, coach, trainer, referee,
  footballer, athlete, gamer, streamer, youtuber, blogger, editor, proofreader, illustrator, animator, sculptor,
  tattoo artist, housewife, househusband, stay-at-home mum, stay-at-home dad, stay-at-home mom, undertaker, surveyor,
  radiologist, cardiologist, neurologist, paediatrician, pediatrician, psychiatrist, anaesthetist, baker's apprentice,
  tester, recruiter, marketer, copywriter, security guard, lifeguard, ranger, forester, zookeeper, tour guide`,
);

/** What somebody may be; said of them as it stands. */
export const STATES = list(
  `vegetarian, vegan, pescatarian, pescetarian, diabetic, type 1 diabetic, type 2 diabetic, coeliac, celiac,
  lactose intolerant, gluten intolerant, gluten-free, left-handed, left handed, right-handed, ambidextrous, colour-blind,
  color-blind, colour blind, color blind, colorblind, deaf, hard of hearing, blind, short-sighted, dyslexic, autistic,
  asthmatic, epileptic, pregnant, retired, unemployed, self-employed, an only child, an introvert, an extrovert,
  introverted, extroverted, a night owl, an early bird, a morning person, a vegan, a vegetarian, a twin, an orphan,
  bilingual, trilingual, trans, gay, lesbian, bisexual, bi, nonbinary, non-binary, asexual, a smoker, a non-smoker,
  teetotal, sober, jewish, muslim, catholic, protestant, christian, buddhist, hindu, atheist, an atheist, agnostic,
  homeschooled, in a wheelchair, a wheelchair user, transgender`,
);

export const PARTNER_STATES = list(
  'single, divorced, widowed, engaged, married, separated, in a relationship, a widow, a widower, a single mum, a single dad, a single mom, a single mother, a single father, a single parent',
);

export const NATIONALITIES = list(
  `german, french, spanish, italian, british, english, scottish, welsh, irish, american, canadian, mexican, brazilian,
  argentinian, chilean, colombian, peruvian, portuguese, dutch, belgian, swiss, austrian, polish, czech, slovak,
  hungarian, romanian, bulgarian, greek, turkish, russian, ukrainian, swedish, norwegian, danish, finnish, icelandic,
  estonian, latvian, lithuanian, croatian, serbian, bosnian, slovenian, albanian, israeli, lebanese, syrian, iraqi,
  iranian, persian, egyptian, moroccan, tunisian, algerian, nigerian, ghanaian, kenyan, ethiopian, south african, indian,
  pakistani, bangladeshi, nepali, sri lankan, chinese, taiwanese, japanese, korean, south korean, vietnamese, thai,
  indonesian, malaysian, singaporean, filipino, filipina, australian, kiwi, a new zealander, european, african, asian,
  half german, half french, half japanese, cuban, venezuelan`,
);

/** Illnesses and the like that somebody has. */
export const CONDITIONS = list(
  `asthma, diabetes, type 1 diabetes, type 2 diabetes, adhd, add, epilepsy, migraines, arthritis, dyslexia, autism,
  tinnitus, insomnia, depression, anxiety, high blood pressure, low blood pressure, hay fever, eczema, psoriasis,
  celiac disease, coeliac disease, crohn's disease, crohn's, parkinson's, multiple sclerosis, cancer, endometriosis, ibs,
  ocd, ptsd, bipolar disorder, anaemia, anemia, scoliosis, a pacemaker, hashimoto's, sleep apnea, sleep apnoea`,
);

/** Things that are worth knowing that somebody has; the last word of them. */
export const POSSESSIONS = list(
  `car, bike, bicycle, motorbike, motorcycle, scooter, van, camper, truck, boat, sailboat, caravan, house, flat,
  apartment, cottage, cabin, garden, allotment, balcony, greenhouse, farm, guitar, piano, violin, cello, drum kit, flute,
  trumpet, saxophone, ukulele, harp, keyboard, synthesizer, telescope, camera, laptop, computer, pc, mac, macbook, ipad,
  tablet, phone, iphone, printer, 3d printer, playstation, ps5, xbox, switch, nintendo switch, tattoo, piercing,
  aquarium, blog, podcast, youtube channel, shop, company, business, sailing boat, record player, kayak, canoe,
  skateboard, surfboard, tesla, bmw, vw, volkswagen, audi, mercedes, toyota, ford, fiat, honda, vespa, harley,
  driving licence, drivers license, driver's license, master's degree, degree, phd, swimming pool, pool, sauna,
  season ticket, pilot's licence, camper van`,
);

/** What one's things are kept as: `my shoe size is 42`. */
export const ATTRIBUTES = list(
  `shoe size, ring size, dress size, hobby, hobbies, star sign, zodiac sign, blood type, blood group, hometown,
  home town, native language, mother tongue, first language, surname, last name, family name, middle name, first name,
  nickname, phone number, mobile number, cell number, email address, email, address, time zone, timezone, height, weight,
  eye colour, hair colour, eye color, hair color, locker number, room number, flat number, house number, seat number,
  car, bike, phone, laptop, company, school, university, team, pronouns, religion, major, username, gamertag, website,
  dream job, biggest dream, biggest fear, weakness, main goal, goal, new year's resolution, resolution, customer number,
  membership number, student number, licence plate, license plate, number plate, bus stop, wifi name, heroes, idol, hero,
  new address, new phone number, new car, new job, new bike, doctor's name`,
);

/** What happens on a day; the last word of it. */
export const EVENTS = list(
  `exam, exams, test, driving test, interview, job interview, appointment, meeting, wedding, party, birthday party,
  flight, concert, gig, surgery, operation, presentation, deadline, date, dinner, lunch, brunch, trip, holiday, holidays,
  vacation, graduation, funeral, match, game, race, marathon, tournament, competition, audition, performance, show,
  recital, rehearsal, lesson, class, course, seminar, conference, workshop, checkup, check-up, scan, x-ray, vaccination,
  anniversary, reunion, move, due date, moving day, first day, last day, thesis defence, defence, defense, thesis defense,
  court date, hearing, haircut, viewing, delivery, festival, camp, ceremony, baptism, christening, final, finals,
  oral exam, maths exam, call, visit, train, ferry, shift, night shift, therapy session, session, blood test`,
);

/** Not names, though they may follow `I'm` or stand where a name would. */
export const NOT_NAMES: ReadonlySet<string> = new Set(
  list(
    `fine, good, great, ok, okay, well, back, here, home, tired, bored, sad, happy, hungry, thirsty, sorry, sure, ready,
    done, late, early, busy, free, sick, ill, cold, hot, warm, alone, lonely, lost, scared, afraid, angry, mad, glad, new,
    old, young, tall, short, fat, thin, rich, poor, right, wrong, true, serious, curious, confused, nervous, stressed,
    excited, awake, asleep, drunk, high, dead, alive, human, real, weird, strange, normal, crazy, stupid, dumb, smart,
    clever, lazy, so, very, really, just, not, also, too, still, always, never, now, then, there, that, this, it, all, in,
    on, at, off, out, up, down, away, a, an, the, my, your, his, her, our, their, one, two, three, from, with, without,
    of, to, for, by, about, like, literally, currently, actually, only, almost, nearly, kind, sort, pretty, quite, more,
    less, better, worse, best, worst, same, different, other, another, some, any, no, yes, hi, hello, hey, thanks, please,
    god, king, queen, tomo, you, me, him, them, us, who, what, where, when, why, how, maybe, perhaps, probably, definitely,
    certainly, totally, absolutely, completely, jealous, proud, upset, worried, anxious, broke, broken, single, married,
    pregnant, gay, straight, male, female, everyone, somebody, someone, nobody, anybody, everybody, people, monday,
    tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, april, may, june, july, august,
    september, october, november, december, today, tomorrow, yesterday, tonight, later, soon, again, if, whether, as,
    but, and, or, because, dizzy, hurt, cool, awesome, amazing, perfect, speechless, desperate, hopeless, online, offline,
    grateful, thankful, honest, innocent, guilty, beautiful, ugly, cute, funny, silly, calm, relaxed, sleepy, exhausted,
    overwhelmed, embarrassed, impressed, disappointed, frustrated, annoyed, furious, batman, iron man, nothing, something,
    everything, anything, next, last, first, half, gonna, wanna, trying, able, unable, alright, fed, into, over, under,
    depressed, healthy, unwell, addicted, obsessed, interested, starving, freezing, kidding, joking, everywhere, work,
    school, bed, dinner, lunch, he, she, they, we, i, lol, haha, btw, life, love, mine, yours, which, each, every, both,
    neither, either, such, these, those, its, was, is, are, am, be, been, being, have, has, had, do, does, did, will,
    would, can, could, shall, should, must, might, mr, mrs, ms, dr, deaf, blind, vegan, vegetarian, retired, unemployed,
    diabetic, autistic, catholic, muslim, jewish, christian, buddhist, hindu, atheist, mum, mom, dad, mama, papa, grandma,
    grandpa, doctor, everyone else, germany, france, spain, england, japan, china`,
  ),
);

/** Longest first, so that `twin sister` is not taken for `twin`. */
export function alternatives(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ -]'))
    .join('|');
}
