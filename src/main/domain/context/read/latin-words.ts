import type { Gender, ReadLanguage } from './mention.ts';

/** What texts in a language are read by, as data. */
export interface LatinWords {
  /** `my` and the like, before relatives. */
  owners: string;
  /** Relatives, friends and pets: `word=relation in English:gender`; gender `-` where it is not known, `*` after plurals. */
  relatives: string;
  /** `called`, between a relative and a name. */
  calls: string;
  /** Articles with the gender and number that they tell; `-` where they do not, `p` for many. */
  articles: string;
  /** Before the name of a place. */
  toPlace: string;
  /** Words that a sentence begins with, though they are no names. */
  notNames: string;
  /** Nouns that are places. */
  places: string;
  /** Whether every noun has a capital letter. */
  hasCapitalNouns: boolean;
}

const GERMAN: LatinWords = {
  owners:
    'mein|meine|meinen|meinem|meiner|meines|unser|unsere|unseren|unserem|unserer|dein|deine|deinen|deinem|deiner',
  relatives:
    'Schwester=sister:f Bruder=brother:m Mutter=mother:f Mama=mother:f Vater=father:m Papa=father:m Frau=wife:f Mann=husband:m Tochter=daughter:f Sohn=son:m Freund=friend:m Freundin=friend:f Oma=grandmother:f Großmutter=grandmother:f Opa=grandfather:m Großvater=grandfather:m Tante=aunt:f Onkel=uncle:m Cousine=cousin:f Cousin=cousin:m Nichte=niece:f Neffe=nephew:m Chef=boss:m Chefin=boss:f Kollege=colleague:m Kollegin=colleague:f Nachbar=neighbour:m Nachbarin=neighbour:f Lehrer=teacher:m Lehrerin=teacher:f Ärztin=doctor:f Arzt=doctor:m Eltern=parents:*- Großeltern=grandparents:*- Kinder=children:*- Geschwister=siblings:*- Hund=dog:m Hündin=dog:f Katze=cat:f Kater=cat:m Pferd=horse:n Hamster=hamster:m',
  calls: 'heißt|heisst|namens',
  articles:
    'ein=- eine=f einen=m einem=- einer=f der=m die=f das=n den=m dem=- mein=- meine=f meinen=m dein=- deine=f unser=- unsere=f diese=f dieser=m dieses=n diesen=m kein=- keine=f neues=n neue=f neuen=m',
  toPlace: 'in|nach|aus|bei|über|durch|Richtung',
  notNames:
    'Ich Du Er Sie Es Wir Ihr Der Die Das Ein Eine Mein Meine Dein Was Wer Wie Wo Wann Warum Welche Welcher Welches Ja Nein Hallo Danke Bitte Und Oder Aber Wenn Am Im Heute Morgen Gestern Dann Da Dort Soll Kann Hast Bist Ist Sind War Gibt Kennst Magst Seit Nach In Auf Mit Für Von Zu Unser Unsere Seine Ihre Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli August September Oktober November Dezember Uhr Tag Tage Woche Jahr Jahre Monat Zeit Mal Problem',
  places:
    'Stadt Dorf Land Restaurant Hotel Museum Park Schule Universität Büro Bahnhof Flughafen See Insel Strand Kirche Kino Theater Markt Krankenhaus Zoo Garten Haus Wohnung Küche Café Bar',
  hasCapitalNouns: true,
};
const SPANISH: LatinWords = {
  owners: 'mi|mis|nuestro|nuestra|nuestros|nuestras|tu|tus',
  relatives:
    'hermana=sister:f hermano=brother:m madre=mother:f mamá=mother:f padre=father:m papá=father:m esposa=wife:f mujer=wife:f esposo=husband:m marido=husband:m hija=daughter:f hijo=son:m amiga=friend:f amigo=friend:m abuela=grandmother:f abuelo=grandfather:m tía=aunt:f tío=uncle:m prima=cousin:f primo=cousin:m sobrina=niece:f sobrino=nephew:m novia=girlfriend:f novio=boyfriend:m jefa=boss:f jefe=boss:m colega=colleague:- vecina=neighbour:f vecino=neighbour:m profesora=teacher:f profesor=teacher:m padres=parents:*- hijos=children:*- abuelos=grandparents:*- hermanos=siblings:*- amigos=friends:*- perro=dog:m perra=dog:f gato=cat:m gata=cat:f caballo=horse:m',
  calls: 'se llama|llamado|llamada',
  articles: 'un=m una=f el=m la=f los=pm las=pf unos=pm unas=pf mi=- este=m esta=f ese=m esa=f mis=p',
  toPlace: 'en|a|hacia|desde|hasta',
  notNames:
    'Yo Tú Él Ella Ellos Ellas Nosotros El La Los Las Un Una Mi Mis Qué Quién Cómo Dónde Cuándo Por Cuál Sí No Hola Gracias Y O Pero Si Hoy Mañana Ayer Luego Puedes Prefiero Voy Tengo Quiero Es Son Hay Me Te Se Su Sus Nuestro Nuestra En A Con De Para Compré Compramos Estoy Estamos Conoces Lunes Martes Miércoles Jueves Viernes Sábado Domingo',
  places:
    'ciudad pueblo país restaurante hotel museo parque escuela universidad oficina estación aeropuerto lago isla playa iglesia cine teatro mercado hospital zoo jardín casa piso cocina café bar',
  hasCapitalNouns: false,
};
const FRENCH: LatinWords = {
  owners: 'mon|ma|mes|notre|nos|ton|ta|tes|votre|vos',
  relatives:
    'sœur=sister:f soeur=sister:f frère=brother:m mère=mother:f maman=mother:f père=father:m papa=father:m femme=wife:f mari=husband:m fille=daughter:f fils=son:m amie=friend:f ami=friend:m copine=girlfriend:f copain=boyfriend:m grand-mère=grandmother:f grand-père=grandfather:m tante=aunt:f oncle=uncle:m cousine=cousin:f cousin=cousin:m nièce=niece:f neveu=nephew:m patron=boss:m patronne=boss:f chef=boss:- collègue=colleague:- voisine=neighbour:f voisin=neighbour:m professeure=teacher:f professeur=teacher:m parents=parents:*- enfants=children:*- amis=friends:*- chien=dog:m chienne=dog:f chat=cat:m chatte=cat:f cheval=horse:m',
  calls: "s'appelle|appelée|appelé|nommé|nommée",
  articles: "un=m une=f le=m la=f les=p des=p l'=- mon=- ma=f mes=p ce=m cette=f cet=m notre=-",
  toPlace: 'à|en|au|aux|vers|depuis|dans',
  notNames:
    "Je Tu Il Elle Ils Elles Nous Vous On Le La Les Un Une Des Mon Ma Mes Que Qui Quoi Comment Où Quand Pourquoi Quel Quelle Oui Non Bonjour Merci Et Ou Mais Si Hier Demain Aujourd'hui Puis Peux Est C'est J'ai Ce Cette Ça Sa Son Ses Leur Notre En À Avec De Pour Dans Connais Lundi Mardi Mercredi Jeudi Vendredi Samedi Dimanche Tu J'y",
  places:
    'ville village pays restaurant hôtel musée parc école université bureau gare aéroport lac île plage église cinéma théâtre marché hôpital zoo jardin maison appartement cuisine café bar',
  hasCapitalNouns: false,
};

export const LATIN_WORDS: Readonly<Record<Exclude<ReadLanguage, 'en'>, LatinWords>> = {
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
};

/** A gender as the tables above write it. */
export function genderOfLetter(letter: string | undefined): Gender | null {
  return letter === 'f' ? 'female' : letter === 'm' ? 'male' : letter === 'n' ? 'neuter' : null;
}
