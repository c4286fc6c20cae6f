import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './locale/en.ts';

/** Languages of the app's own texts. Another one is a file beside `en.ts` and a line here. */
const resources = { en: { translation: en } };

/** Chooses the catalogue by the browser's language; English where there is none. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources,
    lng: navigator.language,
    fallbackLng: 'en',
    // React escapes.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = i18next.resolvedLanguage ?? 'en';
}
