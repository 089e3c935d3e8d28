export function SettingsPage(_: { onClose?: () => void }) { return null; }
