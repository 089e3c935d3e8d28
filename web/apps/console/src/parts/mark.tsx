// The sign of the product.

import type { ReactNode } from "react";

/** Two who talk, and what lies between them. */
export function Mark({ size = 28 }: { readonly size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#20536d" />
      <path
        d="M7 12.5A3.5 3.5 0 0 1 10.5 9h5a3.5 3.5 0 0 1 0 7H12l-3 2.8V16a3.5 3.5 0 0 1-2-3.500z"
        fill="#fff"
      />
      <path
        d="M25 19.500A3.5 3.5 0 0 0 21.5 16h-5a3.5 3.5 0 0 0 0 7H20l3 2.800V23a3.5 3.5 0 0 0 2-3.500z"
        fill="#0ea5e9"
      />
    </svg>
  );
}
