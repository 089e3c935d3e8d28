// The public interface of the package.

export * from "./tokens.ts";
