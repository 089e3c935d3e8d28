// React Native's own way to compile; jest knows no `import()`, so it becomes `require` here.
module.exports = {
  presets: ["module:@react-native/babel-preset"],
  plugins: ["dynamic-import-node"],
};
