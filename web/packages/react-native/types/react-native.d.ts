// The part of React Native that we use, in types, so that everybody can check our code without installing it: it is
// large. `npm run test:native` checks the same code against the real types.

declare module "react-native" {
  import type { ComponentType, ReactElement, ReactNode, Ref } from "react";

  type Style = Readonly<Record<string, unknown>>;
  type StyleProp = Style | readonly (Style | false | undefined)[] | false | undefined;
  export type ViewStyle = Style;

  interface Accessible {
    accessibilityLabel?: string;
    accessibilityRole?: "button" | "header" | "list" | "alert" | "image" | "none" | "progressbar";
    accessibilityLiveRegion?: "none" | "polite" | "assertive";
    accessibilityValue?: { min?: number; max?: number; now?: number };
    accessibilityState?: { disabled?: boolean; expanded?: boolean; busy?: boolean };
    accessibilityViewIsModal?: boolean;
    testID?: string;
  }

  interface ViewProps extends Accessible {
    style?: StyleProp;
    children?: ReactNode;
  }
  export const View: ComponentType<ViewProps>;
  export const KeyboardAvoidingView: ComponentType<ViewProps & { behavior?: "padding" | "height" }>;
  export const Text: ComponentType<
    ViewProps & { numberOfLines?: number; selectable?: boolean; onPress?: () => void }
  >;
  export const Pressable: ComponentType<
    ViewProps & { onPress?: () => void; disabled?: boolean; hitSlop?: number }
  >;
  export const ScrollView: ComponentType<ViewProps & { keyboardShouldPersistTaps?: "handled" }>;
  export const ActivityIndicator: ComponentType<ViewProps & { color?: string }>;
  export const Image: ComponentType<Accessible & { source: { uri: string }; style?: StyleProp }>;
  export const TextInput: ComponentType<
    Accessible & {
      style?: StyleProp;
      value?: string;
      placeholder?: string;
      placeholderTextColor?: string;
      multiline?: boolean;
      maxLength?: number;
      onChangeText?: (text: string) => void;
      onBlur?: () => void;
      onKeyPress?: (event: {
        readonly nativeEvent: { readonly key: string };
        preventDefault(): void;
      }) => void;
    }
  >;
  export const Modal: ComponentType<{
    visible?: boolean;
    animationType?: "none" | "slide" | "fade";
    presentationStyle?: "pageSheet" | "fullScreen";
    onRequestClose?: () => void;
    children?: ReactNode;
  }>;
  export function FlatList<Item>(props: {
    ref?: Ref<unknown>;
    data: readonly Item[];
    renderItem: (row: { item: Item }) => ReactElement | null;
    keyExtractor: (item: Item) => string;
    inverted?: boolean;
    style?: StyleProp;
    contentContainerStyle?: StyleProp;
    onEndReached?: () => void;
    onEndReachedThreshold?: number;
    keyboardShouldPersistTaps?: "handled";
    accessibilityLabel?: string;
  }): ReactElement;

  export const StyleSheet: { create<Styles extends Record<string, Style>>(styles: Styles): Styles };
  export const Platform: { readonly OS: string };
  export const Linking: { openURL(url: string): Promise<unknown> };
  export const AppState: {
    readonly currentState: string;
    addEventListener(type: "change", listener: (state: string) => void): { remove(): void };
  };
  export function useColorScheme(): "light" | "dark" | null | undefined;
}
