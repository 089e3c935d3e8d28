// One client for everything below it, with the language and the colours of the phone.

import type { Liaison } from "@liaison-chat/client";
import {
  chooseLanguage,
  LiaisonProvider,
  learnSessions,
  type Manner,
  Speaking,
} from "@liaison-chat/react/logic";
import type { ReactNode } from "react";

// A phone has all parts from the beginning, and all words.
learnSessions();

/** What `SupportProvider` takes. */
export interface SupportProviderProps extends Manner {
  readonly client: Liaison;
  readonly children: ReactNode;
}

/** Gives client, language and theme to the components below it. */
export function SupportProvider({
  client,
  lang,
  theme,
  organisation,
  children,
}: SupportProviderProps): ReactNode {
  const locale = lang ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return (
    <LiaisonProvider client={client} lang={lang} theme={theme} organisation={organisation}>
      <Speaking language={chooseLanguage([locale])} locale={locale}>
        {children}
      </Speaking>
    </LiaisonProvider>
  );
}
