// Where staff log in.

import { LiaisonError } from "@liaison-chat/client";
import { Banner, Button, Icon, Spinner, TextField } from "@liaison-chat/ui";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { Mark } from "../parts/mark.tsx";
import type { Texts } from "../texts/english.ts";
import { reasonOf, useTexts } from "../texts/texts.ts";
import type { Auth, AuthState } from "./auth.ts";

/** The login, or what is in its way. */
export function LoginPage({ auth, state }: { readonly auth: Auth; readonly state: AuthState }): ReactNode {
  const texts = useTexts();
  return (
    <main className="flex h-full items-center justify-center overflow-y-auto bg-subtle p-4">
      <div className="w-full max-w-[360px]">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Mark size={44} />
          <h1 className="text-2xl tracking-tight">{texts.login.title}</h1>
        </div>
        {state.name === "starting" ? <Starting auth={auth} problem={state.problem} /> : null}
        {state.name === "out" ? <Form auth={auth} hasEnded={state.reason === "ended"} /> : null}
      </div>
    </main>
  );
}

/** The server is asked again by itself after so long. */
const AGAIN_MS = 3_000;

function Starting({ auth, problem }: { auth: Auth; problem: LiaisonError | undefined }) {
  const texts = useTexts();
  const isUnknown = problem?.code === "ROUTE_UNKNOWN" || problem?.status === 404;
  useEffect(() => {
    if (!problem || isUnknown) return;
    const timer = setTimeout(() => void auth.resume(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [auth, problem, isUnknown]);
  if (!problem) {
    return (
      <p className="flex items-center justify-center gap-2 text-muted" role="status">
        <Spinner /> {texts.login.starting}
      </p>
    );
  }
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-raised shadow-m">
      <Banner tone="bad">{isUnknown ? texts.login.unsupported : reasonOf(problem, texts)}</Banner>
      <div className="p-4">
        <Button look="primary" className="w-full" onClick={() => void auth.resume()}>
          {texts.actions.retry}
        </Button>
      </div>
    </div>
  );
}

function Form({ auth, hasEnded }: { auth: Auth; hasEnded: boolean }) {
  const texts = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [isShown, setShown] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      await auth.logIn(String(fields.get("email")), String(fields.get("password")));
    } catch (thrown) {
      setProblem(sentenceFor(thrown, texts));
      setBusy(false);
    }
  }

  return (
    <form
      className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-5 shadow-m"
      onSubmit={submit}
    >
      {hasEnded && !problem ? <Banner>{texts.login.ended}</Banner> : null}
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
      <TextField
        label={texts.login.email}
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
      />
      <div className="relative">
        <TextField
          label={texts.login.password}
          name="password"
          type={isShown ? "text" : "password"}
          autoComplete="current-password"
          required
          className="pe-10"
        />
        <button
          type="button"
          className="absolute end-1 bottom-[5px] flex size-6 items-center justify-center rounded-sm text-muted hover:text-ink"
          aria-label={isShown ? texts.login.hide : texts.login.show}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon name="eye" />
        </button>
      </div>
      <Button look="primary" type="submit" isBusy={isBusy}>
        {texts.login.submit}
      </Button>
      <p className="text-center text-sm text-muted">{texts.login.lead}</p>
    </form>
  );
}

const MINUTE_MS = 60_000;

function sentenceFor(thrown: unknown, texts: Texts): string {
  if (!(thrown instanceof LiaisonError)) return reasonOf(thrown, texts);
  if (thrown.code === "LOGIN_FAILED") return texts.login.wrong;
  const { retryAfterMs = 0 } = thrown;
  if (retryAfterMs > MINUTE_MS) return texts.login.tooMany(Math.ceil(retryAfterMs / MINUTE_MS));
  if (thrown.code === "PERSON_DEACTIVATED") return texts.login.deactivated;
  if (thrown.code === "FORBIDDEN") return texts.login.notStaff;
  if (thrown.status === 404) return texts.login.unsupported;
  return reasonOf(thrown, texts);
}
