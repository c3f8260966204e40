// Tells what the Khronos validator of glTF says of each file named: one report a line, as JSON.
// The first argument is the folder in which the validator is installed.
const fs = require("fs");
const path = require("path");
const [folder, ...files] = process.argv.slice(2);
const place = path.resolve(folder);
const validator = require(path.join(place, "node_modules", "gltf-validator"));
(async () => {
  for (const file of files) {
    const report = await validator.validateBytes(new Uint8Array(fs.readFileSync(file)), { uri: file, maxIssues: 0 });
    console.log(JSON.stringify(report));
  }
})();
