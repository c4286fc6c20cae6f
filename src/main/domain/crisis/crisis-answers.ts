import type { Crisis, CrisisLanguage } from './crisis-phrases.ts';

interface Answers {
  /** To somebody who may hurt themselves. Which one is said changes, so that nobody is read the same text twice. */
  self: readonly string[];
  /** To somebody who fears for another. */
  other: string;
  /** To what is said next. */
  after: readonly string[];
}

/**
 * Sentence by sentence, so that each is spoken as soon as it is there. The numbers are those of national crisis lines:
 * 988 (United States, Canada), 116 123 (United Kingdom, Ireland), TelefonSeelsorge (Germany), 3114 (France), 024
 * (Spain), よりそいホットライン (Japan), 12356 (China); 112 is the emergency number of the European Union, and
 * findahelpline.com lists the lines of more than a hundred countries.
 */
const ANSWERS: Readonly<Record<CrisisLanguage, Answers>> = {
  en: {
    self: [
      "I'm really glad you told me, and I take it seriously. I'm only a small program, and you deserve a person now: please call or text 988 in the US or Canada, 116 123 in the UK or Ireland, or your emergency number. You can find a line for every other country at findahelpline.com. Is somebody near you whom you could tell?",
      "Thank you for saying that out loud. You don't have to carry this alone. Please talk to a person right now: somebody you trust, your emergency number, or a crisis line, which is 988 in the US and Canada, 116 123 in the UK and Ireland, and at findahelpline.com for the rest of the world. If you are in danger at this moment, please go to where other people are.",
    ],
    other:
      "That must be frightening, and it is good that you don't look away. Please take it seriously: stay with them if you can, ask them openly, and get a person who can help, a doctor, a crisis line, or the emergency number if it is urgent. At findahelpline.com there is a line for every country, also for those who worry about somebody.",
    after: [
      "I'm still here, and I still want you to be safe. I'm too small a program for what you carry, but a person on a crisis line is not: 988 in the US and Canada, 116 123 in the UK and Ireland, findahelpline.com elsewhere. Will you call one of them, or somebody you trust, now?",
      'I hear you. Whatever comes next, please let it be with a person beside you: a friend, your family, your emergency number, or a line from findahelpline.com. You matter.',
    ],
  },
  de: {
    self: [
      'Ich bin froh, dass du es mir sagst, und ich nehme es ernst. Ich bin nur ein kleines Programm, und du brauchst jetzt einen Menschen: Die TelefonSeelsorge ist Tag und Nacht da, 0800 111 0 111, kostenlos. Wenn du in Gefahr bist, ruf bitte 112 an. Wer ist in deiner Nähe, dem du es sagen kannst?',
      'Danke, dass du es aussprichst. Du musst das nicht allein tragen. Bitte sprich jetzt mit einem Menschen: mit jemandem, dem du vertraust, mit der TelefonSeelsorge unter 0800 111 0 111, oder mit dem Notruf 112.',
    ],
    other:
      'Das macht bestimmt Angst, und es ist gut, dass du nicht wegschaust. Nimm es bitte ernst: Bleib da, frag offen nach, und hol Hilfe, einen Arzt, die TelefonSeelsorge unter 0800 111 0 111 oder, wenn es eilt, den Notruf 112.',
    after: [
      'Ich bin noch da, und ich möchte, dass du sicher bist. Für das, was du trägst, bin ich zu klein, ein Mensch am Telefon aber nicht: 0800 111 0 111, oder 112, wenn es eilt. Rufst du jetzt an?',
    ],
  },
  fr: {
    self: [
      "Je suis contente que tu me le dises, et je le prends au sérieux. Je ne suis qu'un petit programme, et tu as besoin d'une vraie personne maintenant : le 3114 répond jour et nuit, gratuitement. Si tu es en danger, appelle le 112. Y a-t-il quelqu'un près de toi à qui tu peux le dire ?",
      "Merci de l'avoir dit. Tu n'as pas à porter cela toute seule ou tout seul. Parle à quelqu'un maintenant, s'il te plaît : une personne de confiance, le 3114, ou le 112 si c'est urgent.",
    ],
    other:
      "Cela doit faire peur, et c'est bien que tu ne détournes pas les yeux. Prends-le au sérieux : reste là si tu peux, pose la question franchement, et cherche de l'aide, un médecin, le 3114, ou le 112 si c'est urgent.",
    after: [
      "Je suis encore là, et je veux que tu sois en sécurité. Je suis trop petite pour ce que tu portes, mais une personne au 3114 ne l'est pas. Est-ce que tu appelles maintenant ?",
    ],
  },
  es: {
    self: [
      'Me alegra que me lo digas, y lo tomo en serio. Soy solo un programa pequeño, y ahora necesitas a una persona: en España el 024 atiende día y noche, gratis, y en findahelpline.com hay una línea para cada país. Si estás en peligro, llama al 112 o a tu número de emergencias. ¿Hay alguien cerca a quien se lo puedas contar?',
      'Gracias por decirlo en voz alta. No tienes que llevarlo a solas. Por favor, habla ahora con una persona: alguien de confianza, el 024 en España, una línea de findahelpline.com, o el número de emergencias.',
    ],
    other:
      'Eso tiene que dar miedo, y está bien que no mires a otro lado. Tómalo en serio: quédate cerca si puedes, pregunta abiertamente y busca ayuda, un médico, el 024 en España, una línea de findahelpline.com, o emergencias si es urgente.',
    after: [
      'Sigo aquí, y quiero que estés a salvo. Para lo que llevas soy demasiado pequeña, pero una persona al teléfono no lo es: el 024 en España, o findahelpline.com. ¿Llamas ahora?',
    ],
  },
  ja: {
    self: [
      '話してくれてありがとう。ちゃんと受け止めています。わたしは小さなプログラムなので、今は人と話してほしいです。よりそいホットライン、0120-279-338は、24時間、無料でつながります。危ないときは、119か110に電話してください。近くに話せる人はいますか。',
      '言ってくれてよかった。ひとりで抱えなくていいんです。信頼できる人か、よりそいホットライン、0120-279-338に、今、電話してみてください。',
    ],
    other:
      'それは心配ですね。目をそらさずにいてくれて、ありがとう。できればそばにいて、気持ちを聞いてあげてください。そして、医師や、よりそいホットライン、0120-279-338に相談してください。急ぐときは119です。',
    after: [
      'まだここにいます。あなたに無事でいてほしいです。どうか今、信頼できる人か、0120-279-338に電話してください。',
    ],
  },
  zh: {
    self: [
      '谢谢你告诉我，我很认真地听着。我只是一个小小的程序，现在你需要一个真正的人陪着：在中国，可以拨打12356心理援助热线；如果有危险，请马上拨打120或110。你身边有可以说话的人吗？',
      '你愿意说出来，真好。这件事不用一个人扛。请现在就和一个人谈谈：你信任的人，或者12356热线，紧急时拨打120。',
    ],
    other:
      '这一定让你很担心，谢谢你没有转过头去。请认真对待：如果可以，陪在身边，直接地问一问，再找能帮忙的人，比如医生，或者12356热线，紧急时拨打120。',
    after: ['我还在这里，我希望你平安。请现在就打给你信任的人，或者12356热线，好吗？'],
  },
};

/** @param count how often something of this kind was said before in the conversation */
export function crisisAnswer({ language, about }: Crisis, count: number): string {
  return about === 'other' ? ANSWERS[language].other : turn(ANSWERS[language].self, count);
}

/** What is said to the message that follows. @param count as in `crisisAnswer` */
export function answerAfterCrisis({ language }: Crisis, count: number): string {
  return turn(ANSWERS[language].after, count);
}

function turn(texts: readonly string[], count: number): string {
  return texts[count % texts.length] ?? '';
}
