// The ground that every component of ours stands on: style, theme, language and direction, wherever it is put.

import {
  type CSSProperties,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { useManner } from "../provider.tsx";
import { chooseLanguage, isRightToLeft } from "../words/language.ts";
import { Speaking } from "../words/speech.tsx";
import { fillOf } from "./operator-color.ts";
import { adoptStyle } from "./style.ts";

/** What a surface takes. */
export interface SurfaceProps {
  readonly className?: string;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
  /** Whether it is nothing to look at without its style, which a page that a server wrote has only later. */
  readonly needsStyle?: boolean;
}

// A server has neither a page nor a browser to ask. What it wrote is drawn once as it is, and then as the page wishes.
const never = () => () => {};
const yes = () => true;
const no = () => false;
const wishesOfPage = () => [document.documentElement.lang, ...navigator.languages].join();
const noWishes = () => "";

/** Before the browser paints; a server, which paints nothing, does not even run it. */
const useStyleEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/** Puts its children on our ground. */
export function Surface({ className = "", style, children, needsStyle }: SurfaceProps): ReactNode {
  const { lang, theme, color } = useManner();
  const isPage = useSyncExternalStore(never, yes, no);
  const ofPage = useSyncExternalStore(never, wishesOfPage, noWishes);
  const [language, locale] = useMemo(() => {
    const wishes = [lang, ...ofPage.split(",")];
    const chosen = chooseLanguage(wishes);
    // The region of the reader, where the language is the same: dates and numbers as one is used to them.
    return [chosen, wishes.find((wish) => wish && chooseLanguage([wish]) === chosen) || chosen] as const;
  }, [lang, ofPage]);
  const element = useRef<HTMLDivElement>(null);
  useStyleEffect(() => {
    if (element.current) adoptStyle(element.current.getRootNode());
  }, []);
  return (
    <div
      ref={element}
      className={`lia ${className}`}
      style={{ ...fillOf(color), ...style }}
      lang={language}
      dir={isRightToLeft(language) ? "rtl" : "ltr"}
      data-theme={theme ?? "auto"}
      hidden={needsStyle && !isPage}
    >
      <Speaking language={language} locale={locale}>
        {children}
      </Speaking>
    </div>
  );
}
