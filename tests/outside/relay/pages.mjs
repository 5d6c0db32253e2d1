// Runs what relay-compiler wrote, with relay-runtime, against a running server: a first page, the next, one object.
// node pages.mjs http://127.0.0.1:8000/graphql 32.01.01   (exit status 1 when something is wrong)
import relay from "relay-runtime";
import pageQuery from "./src/__generated__/cooperativesPageQuery.graphql.js";
import listQuery from "./src/__generated__/cooperativesListQuery.graphql.js";
import oneQuery from "./src/__generated__/cooperativesOneQuery.graphql.js";

const { Environment, Network, RecordSource, Store, fetchQuery, createOperationDescriptor, getRequest } = relay;
const [url, within] = process.argv.slice(2);
const answers = [];

async function ask(parameters, variables) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: parameters.text, variables }),
  });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  answers.push(answer.data);
  return answer;
}

const environment = new Environment({
  network: Network.create(ask),
  store: new Store(new RecordSource()),
});

const shown = await fetchQuery(environment, pageQuery, { within }).toPromise();
const region = answers.at(-1).region;
const first = region.cooperatives;
if (!shown.region.name || first.edges.length !== 20) throw new Error("the first page is not whole");
await fetchQuery(environment, listQuery, {
  id: region.id,
  count: 20,
  cursor: first.pageInfo.endCursor,
}).toPromise();
const second = answers.at(-1).node.cooperatives;
const ids = new Set([...first.edges, ...second.edges].map((edge) => edge.node.id));
if (ids.size !== 20 + second.edges.length || second.edges.length === 0) throw new Error("the pages overlap");
const one = await fetchQuery(environment, oneQuery, { id: first.edges[0].node.id }).toPromise();
if (one.node.__typename !== "Cooperative") throw new Error("node answers something else");
// What the store holds answers without the network.
const operation = createOperationDescriptor(getRequest(pageQuery), { within });
if (environment.check(operation).status !== "available") throw new Error("the store misses part of the page");
console.log(`Relay ok: ${ids.size} cooperatives in two pages`);
