// The settings of the organisation. Two who change them at once do not overwrite each other.

import { LiaisonError, type MaskingPattern, type Settings } from "@liaison-chat/client";
import { Banner, Button, Field, IconButton, TextField } from "@liaison-chat/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useConsole } from "../auth/console-context.tsx";
import { Asked, Page, Sheet } from "../parts/page.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useTexts } from "../texts/texts.ts";

const KEY = ["settings"];

/** The page of settings. */
export function SettingsPage(): ReactNode {
  const texts = useTexts();
  const { liaison } = useConsole();
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => liaison.rest.call("GET /support/settings", {}),
    // What somebody is changing is not changed below the hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Page title={texts.settings.title} lead={texts.settings.lead}>
      <Asked query={query}>{(settings) => <SettingsForm key={settings.version} settings={settings} />}</Asked>
    </Page>
  );
}

/** A pattern with a key of its own, because two may have the same name while one writes. */
type Keyed = MaskingPattern & { readonly key: number };

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const texts = useTexts();
  const { liaison } = useConsole();
  const queries = useQueryClient();
  const [patterns, setPatterns] = useState<readonly Keyed[]>(() =>
    settings.masking_patterns.map((pattern, key) => ({ ...pattern, key })),
  );
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await liaison.rest.call("PUT /support/settings", {
        body: {
          version: settings.version,
          organisation_name: text("organisation_name"),
          primary_color: text("primary_color"),
          welcome_brand: text("welcome_brand") || null,
          welcome_creator: text("welcome_creator") || null,
          auto_away_minutes: Number(text("auto_away_minutes")),
          default_capacity: Number(text("default_capacity")),
          masking_patterns: patterns.map(({ name, pattern }) => ({ name, pattern })),
        },
      });
      queries.setQueryData(KEY, saved);
      say(texts.settings.saved);
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void save(event)}>
      <Sheet title={texts.settings.organisation}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          <TextField
            label={texts.settings.name}
            name="organisation_name"
            required
            maxLength={120}
            defaultValue={settings.organisation_name}
          />
          <TextField
            label={texts.settings.color}
            hint={texts.settings.colorHint}
            name="primary_color"
            type="color"
            className="!p-1"
            defaultValue={settings.primary_color}
          />
        </div>
      </Sheet>
      <Sheet title={texts.settings.welcome} lead={texts.settings.welcomeHint}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          {(["welcome_brand", "welcome_creator"] as const).map((name) => (
            <Field
              key={name}
              label={name === "welcome_brand" ? texts.settings.welcomeBrand : texts.settings.welcomeCreator}
            >
              {(ties) => (
                <textarea
                  {...ties}
                  name={name}
                  rows={4}
                  dir="auto"
                  className="lia-input resize-y"
                  defaultValue={settings[name] ?? ""}
                />
              )}
            </Field>
          ))}
        </div>
      </Sheet>
      <Sheet title={texts.settings.work}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          <TextField
            label={texts.settings.autoAway}
            hint={texts.settings.autoAwayHint}
            name="auto_away_minutes"
            type="number"
            required
            min={0}
            max={1440}
            defaultValue={settings.auto_away_minutes}
          />
          <TextField
            label={texts.settings.capacity}
            name="default_capacity"
            type="number"
            required
            min={1}
            max={1000}
            defaultValue={settings.default_capacity}
          />
        </div>
      </Sheet>
      <PatternList patterns={patterns} onChange={setPatterns} />
      <SaveBar problem={problem} isBusy={isBusy} />
    </form>
  );
}

/** The patterns of what is masked. */
function PatternList({
  patterns,
  onChange,
}: {
  readonly patterns: readonly Keyed[];
  readonly onChange: (patterns: readonly Keyed[]) => void;
}) {
  const texts = useTexts();
  const change = (key: number, part: Partial<MaskingPattern>) =>
    onChange(patterns.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <Sheet title={texts.settings.masking} lead={texts.settings.maskingLead}>
      <div className="flex flex-col gap-2 p-4">
        {patterns.map((one) => (
          <div key={one.key} className="flex gap-2">
            <input
              className="lia-input !w-48"
              aria-label={texts.settings.patternName}
              placeholder={texts.settings.patternName}
              required
              value={one.name}
              onChange={(event) => change(one.key, { name: event.target.value })}
            />
            <input
              className="lia-input font-mono"
              aria-label={texts.settings.pattern}
              placeholder={texts.settings.pattern}
              required
              spellCheck={false}
              value={one.pattern}
              onChange={(event) => change(one.key, { pattern: event.target.value })}
            />
            <IconButton
              icon="trash"
              label={texts.settings.removePattern(one.name)}
              onClick={() => onChange(patterns.filter(({ key }) => key !== one.key))}
            />
          </div>
        ))}
        <Button
          icon="plus"
          className="self-start"
          onClick={() =>
            onChange([
              ...patterns,
              { key: Math.max(0, ...patterns.map(({ key }) => key)) + 1, name: "", pattern: "" },
            ])
          }
        >
          {texts.settings.addPattern}
        </Button>
      </div>
    </Sheet>
  );
}

/** What became of saving, and the button for it. */
function SaveBar({ problem, isBusy }: { readonly problem: unknown; readonly isBusy: boolean }) {
  const texts = useTexts();
  const queries = useQueryClient();
  const isStale = problem instanceof LiaisonError && problem.status === 409;
  return (
    <div className="sticky bottom-0 -mx-1 flex flex-col gap-2 bg-subtle px-1 py-3">
      {problem ? (
        <div className="overflow-hidden rounded-md">
          <Banner
            tone="bad"
            action={
              isStale ? (
                <Button size="s" onClick={() => void queries.invalidateQueries({ queryKey: KEY })}>
                  {texts.settings.reload}
                </Button>
              ) : undefined
            }
          >
            {isStale ? texts.settings.stale : reasonOf(problem, texts)}
          </Banner>
        </div>
      ) : null}
      <Button look="primary" type="submit" isBusy={isBusy} className="self-end">
        {texts.actions.save}
      </Button>
    </div>
  );
}
