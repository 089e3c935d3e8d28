export function TemplatesPage(_: { onClose?: () => void }) { return null; }
