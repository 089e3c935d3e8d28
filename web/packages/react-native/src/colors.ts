// The colours of packages/ui, light or dark as the application or the phone wants.

import { useManner } from "@liaison-chat/react/logic";
import { brandColors, type ColorName, colors } from "@liaison-chat/ui/tokens";
import { useColorScheme } from "react-native";

/** A colour by its name. */
export type Colors = Readonly<Record<ColorName, string>> & {
  readonly tertiary: string;
  readonly primary: string;
};

const shades = (shade: "light" | "dark"): Colors => ({
  ...(Object.fromEntries(Object.entries(colors).map(([name, both]) => [name, both[shade]])) as Record<
    ColorName,
    string
  >),
  ...brandColors,
});
const LIGHT = shades("light");
const DARK = shades("dark");

/** The colours to draw with. */
export function useColors(): Colors {
  const { theme } = useManner();
  const system = useColorScheme();
  return (theme === "light" || theme === "dark" ? theme : system) === "dark" ? DARK : LIGHT;
}
