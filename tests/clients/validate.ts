// Checks answers of the API by the validators that another generator makes of its description. Prints what
// they do not take.
import * as validators from "./zod.gen.js";

declare const process: { argv: string[] }; // of Node.js, without its types
const [origin, ...asked] = process.argv.slice(2);
if (!origin || asked.length === 0) throw new Error("Give the site's address and NAME=PATH of answers.");

const refused: string[] = [];
for (const pair of asked) {
  const cut = pair.indexOf("=");
  const name = pair.slice(0, cut);
  const path = pair.slice(cut + 1);
  const validator = validators[name as keyof typeof validators];
  if (!validator) throw new Error(`There is no ${name} among ${Object.keys(validators).join(", ")}.`);
  const response = await fetch(`${origin}${path}`);
  const taken = validator.safeParse(await response.json());
  if (!taken.success) refused.push(`${name} ${path}: ${taken.error.message}`);
}
console.log(JSON.stringify(refused));
