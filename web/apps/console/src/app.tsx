// The console: a login, and behind it the pages.

import type { Liaison, Me } from "@liaison-chat/client";
import { LiaisonProvider, useObservable } from "@liaison-chat/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useLayoutEffect, useMemo } from "react";
import type { Auth } from "./auth/auth.ts";
import { ConsoleContext } from "./auth/console-context.tsx";
import { LoginPage } from "./auth/login-page.tsx";
import { Toasts } from "./parts/toasts.tsx";
import { useTheme } from "./preferences/use-preferences.ts";
import { router } from "./router.tsx";
import type { Speech } from "./texts/speech.ts";
import { TextsContext } from "./texts/texts.ts";

/** Everything. */
export function App({ auth, speech }: { readonly auth: Auth; readonly speech: Speech }): ReactNode {
  useTheme();
  const state = useObservable(auth);
  const shown = useObservable(speech);
  const language = shown?.language;
  useLayoutEffect(() => {
    if (!language) return;
    document.documentElement.lang = language.locale;
    document.documentElement.dir = language.direction;
  }, [language]);
  // Rather nothing for a moment than sentences of another language.
  if (!shown) return null;
  return (
    <TextsContext value={shown}>
      {state.name === "in" ? (
        <Inside auth={auth} me={state.me} liaison={state.liaison} />
      ) : (
        <LoginPage auth={auth} state={state} />
      )}
      <Toasts />
    </TextsContext>
  );
}

function Inside({ auth, me, liaison }: { auth: Auth; me: Me; liaison: Liaison }) {
  const console = useMemo(() => ({ auth, me, liaison }), [auth, me, liaison]);
  // One cache for one login: the next person finds nothing of this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new client is a new login.
  const queries = useMemo(() => new QueryClient({ defaultOptions: QUERY_DEFAULTS }), [liaison]);
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
