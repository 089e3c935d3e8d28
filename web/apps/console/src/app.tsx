// The console: a login, and behind it the pages.

import type { Liaison, Me } from "@liaison-chat/client";
import { LiaisonProvider, useObservable } from "@liaison-chat/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Toasts } from "./parts/toasts.tsx";
import { preferences } from "./preferences/preferences.ts";
import { usePreferences, useTheme } from "./preferences/use-preferences.ts";
import { router } from "./router.tsx";
import { ConsoleContext } from "./session/console-context.tsx";
import { LoginPage } from "./session/login-page.tsx";
import type { Session } from "./session/session.ts";
import { english } from "./texts/english.ts";
import { LANGUAGES, localeFor, type Shown, TextsContext } from "./texts/texts.ts";

/** Everything. */
export function App({ session }: { readonly session: Session }): ReactNode {
  useTheme();
  const state = useObservable(session);
  return (
    <TextsContext value={useLanguage()}>
      {state.name === "in" ? (
        <Inside session={session} me={state.me} liaison={state.liaison} />
      ) : (
        <LoginPage session={session} state={state} />
      )}
      <Toasts />
    </TextsContext>
  );
}

function Inside({ session, me, liaison }: { session: Session; me: Me; liaison: Liaison }) {
  const console = useMemo(() => ({ session, me, liaison }), [session, me, liaison]);
  // One cache for one login: the next person finds nothing of this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new client is a new login.
  const queries = useMemo(() => new QueryClient({ defaultOptions: QUERY_DEFAULTS }), [liaison]);
  const kept = me.preferences;
  useEffect(() => preferences.use(liaison, kept), [liaison, kept]);
  return (
    <ConsoleContext value={console}>
      <LiaisonProvider client={liaison}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LiaisonProvider>
    </ConsoleContext>
  );
}

// The client of the SDK tries again by itself.
const QUERY_DEFAULTS = { queries: { retry: false, staleTime: 15_000 }, mutations: { retry: false } };

function useLanguage(): Shown {
  const { language } = usePreferences();
  const chosen = LANGUAGES.find(({ locale }) => locale === language) ?? LANGUAGES[0];
  const [texts, setTexts] = useState(english);
  useEffect(() => {
    if (!chosen) return;
    let isWanted = true;
    void chosen.load().then((loaded) => isWanted && setTexts(loaded));
    document.documentElement.lang = chosen.locale;
    document.documentElement.dir = chosen.direction;
    return () => {
      isWanted = false;
    };
  }, [chosen]);
  return useMemo(
    () => ({ texts, locale: localeFor(chosen?.locale ?? "en", navigator.languages) }),
    [texts, chosen],
  );
}
