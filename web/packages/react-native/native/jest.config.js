// Our sources as they are, with the React and the React Native that are installed here.
const source = (name) => `<rootDir>/../../${name}`;

module.exports = {
  preset: "@react-native/jest-preset",
  // The first test compiles React Native.
  testTimeout: 120_000,
  roots: ["<rootDir>/test"],
  transform: { "\\.(js|jsx|ts|tsx)$": ["babel-jest", { configFile: "./babel.config.js" }] },
  transformIgnorePatterns: ["node_modules/(?!(@react-native|react-native)/)"],
  moduleNameMapper: {
    "^@liaison-chat/client$": source("client/src/index.ts"),
    "^@liaison-chat/react/logic$": source("react/src/logic.ts"),
    "^@liaison-chat/ui/tokens$": source("ui/src/tokens.ts"),
    "^react$": "<rootDir>/node_modules/react",
    "^react/jsx-runtime$": "<rootDir>/node_modules/react/jsx-runtime",
    "^react-native$": "<rootDir>/node_modules/react-native",
  },
};
