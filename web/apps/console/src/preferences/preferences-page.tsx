export function PreferencesPage(_: { onClose?: () => void }) { return null; }
