"use strict";

const configuration = JSON.parse(document.getElementById("configuration").textContent);

async function fetcher(parameters, options) {
  const response = await fetch(configuration.url, {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json, application/json;q=0.9",
      "Content-Type": "application/json",
      ...(options && options.headers),
    },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

const given = new URLSearchParams(window.location.search);

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: configuration.example,
    query: given.get("query") || undefined,
    variables: given.get("variables") || undefined,
    operationName: given.get("operationName") || undefined,
    defaultEditorToolsVisibility: true,
    shouldPersistHeaders: false,
  }),
);
