// Generated from the stylesheets here and in packages/ui by `npm run generate`. Do not edit.

export const css =
  ".lia-session-start{margin-block-start:var(--lia-space-2)}.lia-session-ask{align-self:flex-start;margin-block-start:var(--lia-space-2)}.lia-session-ways{gap:var(--lia-space-3);display:flex}";
