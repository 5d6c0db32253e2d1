// The audits of the npm package graphql-http against a running server.
// node graphql_http_audits.mjs http://127.0.0.1:8000/graphql   (exit status 1 when an audit is not ok)
import { serverAudits } from "graphql-http";

const url = process.argv[2];
let notOk = 0;
const audits = serverAudits({ url });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== "ok") {
    notOk += 1;
    console.log(`${result.status}  ${audit.id}  ${audit.name}\n      ${result.reason}`);
  }
}
console.log(`${audits.length - notOk} of ${audits.length} ok`);
process.exit(notOk ? 1 : 0);
