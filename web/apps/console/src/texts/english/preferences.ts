// One's own wishes, in English.

export const preferences = {
  preferences: {
    title: "Preferences",
    lead: "These settings are yours and apply on all your devices.",
    appearance: "Appearance",
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
    language: "Language",
    notices: "Notifications",
    sound: "Sound",
    soundHint: "Play a soft sound for new messages in conversations you are not viewing.",
    testSound: "Play",
    desktop: "Desktop notifications",
    desktopHint: "While this tab is in the background.",
    desktopAllow: "Allow",
    desktopDenied: "Your browser blocks notifications from this page. Allow them in the browser’s settings.",
    desktopMissing: "This browser does not support notifications.",
    writing: "Writing",
    enterSends: "Enter sends",
    enterSendsHint: (keys: string) => `When off, Enter starts a new line and ${keys} sends.`,
    notKept: "Could not save your preferences on the server. They are kept in this browser.",
    on: "On",
    off: "Off",
  },
};
