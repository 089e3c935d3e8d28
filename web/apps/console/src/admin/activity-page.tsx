export function ActivityPage(_: { onClose?: () => void }) { return null; }
