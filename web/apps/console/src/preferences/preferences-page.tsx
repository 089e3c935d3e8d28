// What a person likes, to be changed.

import { useObservable } from "@liaison-chat/react";
import { Banner, Button, Select } from "@liaison-chat/ui";
import { type ReactNode, useState } from "react";
import { Page, Sheet } from "../parts/page.tsx";
import { SEND_KEYS } from "../shell/keys.ts";
import { playTone } from "../shell/tone.ts";
import { LANGUAGES, useTexts } from "../texts/texts.ts";
import { type Preferences, preferences } from "./preferences.ts";

/** The page of preferences. */
export function PreferencesPage(): ReactNode {
  const all = useTexts();
  const texts = all.preferences;
  const keys = all.commands.singleKeys;
  const { value, isKept } = useObservable(preferences);
  return (
    <Page title={texts.title} lead={texts.lead}>
      {isKept ? null : (
        <div className="overflow-hidden rounded-lg">
          <Banner tone="warn">{texts.notKept}</Banner>
        </div>
      )}
      <Sheet title={texts.appearance}>
        <Setting name={texts.theme}>
          <Choice
            label={texts.theme}
            value={value.theme}
            options={(["system", "light", "dark"] as const).map((theme) => [theme, texts.themes[theme]])}
            onChange={(theme) => preferences.change({ theme })}
          />
        </Setting>
        <Setting name={texts.language}>
          <LanguageChoice value={value.language} />
        </Setting>
      </Sheet>
      <Sheet title={texts.notices}>
        <Setting name={texts.sound} hint={texts.soundHint}>
          <Button size="s" icon="sound" onClick={() => playTone()}>
            {texts.testSound}
          </Button>
          <Switch name="sound" label={texts.sound} value={value} />
        </Setting>
        <Desktop value={value} />
      </Sheet>
      <Sheet title={texts.writing}>
        <Setting name={texts.enterSends} hint={texts.enterSendsHint(SEND_KEYS.join("+"))}>
          <Switch name="enterSends" label={texts.enterSends} value={value} />
        </Setting>
        <Setting name={keys.title} hint={keys.hint}>
          <Switch name="singleKeys" label={keys.title} value={value} />
        </Setting>
      </Sheet>
    </Page>
  );
}

function Desktop({ value }: { readonly value: Preferences }) {
  const texts = useTexts().preferences;
  const [permission, setPermission] = useState(() =>
    "Notification" in globalThis ? Notification.permission : "missing",
  );
  const problem =
    permission === "missing"
      ? texts.desktopMissing
      : permission === "denied"
        ? texts.desktopDenied
        : undefined;
  return (
    <Setting name={texts.desktop} hint={problem ?? texts.desktopHint}>
      {permission === "default" ? (
        <Button
          size="s"
          icon="bell"
          onClick={() =>
            void Notification.requestPermission().then((answer) => {
              setPermission(answer);
              preferences.change({ desktop: answer === "granted" });
            })
          }
        >
          {texts.desktopAllow}
        </Button>
      ) : null}
      {permission === "granted" ? <Switch name="desktop" label={texts.desktop} value={value} /> : null}
    </Setting>
  );
}

function Setting({
  name,
  hint,
  children,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-2.5 last:border-0">
      <div className="min-w-48 flex-1">
        <p className="font-medium">{name}</p>
        {hint ? <p className="text-sm text-muted">{hint}</p> : null}
      </div>
      <div className="flex items-center gap-3">{children}</div>
    </div>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="flex gap-0.5 rounded-lg bg-sunken p-0.5">
      <legend className="lia-hidden">{label}</legend>
      {options.map(([option, name]) => (
        <label
          key={option}
          className="flex h-7 cursor-pointer items-center rounded-md px-3 font-medium text-muted has-checked:bg-surface has-checked:text-ink has-checked:shadow-s has-focus-visible:outline-2 has-focus-visible:outline-(--lia-focus)"
        >
          <input
            type="radio"
            name={label}
            className="lia-hidden"
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** A list that opens: there are more than fit beside each other. */
function LanguageChoice({ value }: { readonly value: string }) {
  const texts = useTexts().preferences;
  return (
    <Select
      className="w-52"
      aria-label={texts.language}
      value={value}
      onChange={(event) => preferences.change({ language: event.target.value })}
    >
      <option value="system">{texts.themes.system}</option>
      {LANGUAGES.map(({ locale, name, direction }) => (
        <option key={locale} value={locale} lang={locale} dir={direction}>
          {name}
        </option>
      ))}
    </Select>
  );
}

function Switch({
  name,
  label,
  value,
}: {
  readonly name: "sound" | "desktop" | "enterSends" | "singleKeys";
  readonly label: string;
  readonly value: Preferences;
}) {
  const isOn = value[name];
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      className={`relative h-6 w-10 flex-none rounded-full border transition-colors ${isOn ? "border-accent bg-accent" : "border-edge bg-sunken"}`}
      onClick={() => preferences.change({ [name]: !isOn })}
    >
      <span
        className={`absolute top-[3px] size-4 rounded-full transition-[inset-inline-start] ${isOn ? "start-[19px] bg-accent-on" : "start-[3px] bg-(--lia-line-strong)"}`}
      />
    </button>
  );
}
