const NAMED_SECRET =
  /\b(?:pass ?words?|passcode|pass ?phrase|pin(?: (?:code|number))?|cvv|cvc|security code|api[ -]?key|secret key|private key|access token|bearer|seed phrase|recovery (?:code|phrase)|social security|ssn|iban|bank account|account number|credit card|debit card|card number|sort code|routing number|passwort|kennwort|geheimzahl|kontonummer|kreditkarte|mot de passe|code secret|carte bancaire|contraseña|clave|tarjeta de crédito|lock code|door code|alarm code|(?:code|combination) (?:for|to|of) (?:the|my))\b|パスワード|暗証番号|クレジットカード|密码|密碼|银行卡|信用卡|身份证/iu;
/** Long random letters and digits, known beginnings of keys, blocks of a private key, and bank account numbers. */
const LOOKS_SECRET =
  /\b(?:sk|pk|rk|ghp|gho|xox[abp]|tomo|AKIA|AIza|hf|glpat)[-_]?[A-Za-z0-9_-]{12,}|-----BEGIN|\beyJ[A-Za-z0-9_-]{10,}|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b|\b(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Za-z])[A-Za-z0-9+/_-]{24,}\b/u;

/** Whether a text names or looks like something that must not be kept: a password, a card, a key. */
export function holdsSecret(text: string): boolean {
  if (NAMED_SECRET.test(text) || LOOKS_SECRET.test(text)) return true;
  return (text.match(/\d(?:[ -]?\d){12,18}/gu) ?? []).some((digits) =>
    isCardNumber(digits.replace(/\D/gu, '')),
  );
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function isCardNumber(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
