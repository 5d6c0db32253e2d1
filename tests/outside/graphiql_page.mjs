// Opens GraphiQL in headless Chromium, runs its example, and takes a picture.
// node graphiql_page.mjs http://127.0.0.1:8000/graphql picture.png   (exit status 1 when something is wrong)
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const [url, picture] = process.argv.slice(2);
const executablePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
const faults = [];
page.on("pageerror", (error) => faults.push(error.message));
page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
page.on("request", (request) => {
  const address = new URL(request.url());
  if (address.protocol !== "data:" && address.origin !== new URL(url).origin) faults.push(`asks ${address}`);
});
await page.goto(url);
await page.click(".graphiql-execute-button");
await page.waitForSelector(".result-window .CodeMirror-code :text('data')");
if (picture) await page.screenshot({ path: picture });
await browser.close();
console.log(faults.length ? faults.join("\n") : "GraphiQL ok");
process.exit(faults.length ? 1 : 0);
