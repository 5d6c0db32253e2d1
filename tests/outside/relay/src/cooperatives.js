// What a Relay application writes: a connection that pages, an object refetched by id, a mutation.
import { graphql } from "react-relay";

export const page = graphql`
  query cooperativesPageQuery($within: RegionCode!) {
    region(code: $within) {
      name
      ...cooperatives_region
    }
  }
`;

// A connection on an object with an id: refetched through node(id:).
export const list = graphql`
  fragment cooperatives_region on Region
  @refetchable(queryName: "cooperativesListQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    cooperatives(first: $count, after: $cursor) @connection(key: "cooperatives_region_cooperatives") {
      totalCount
      edges {
        node {
          id
          ...cooperatives_card
        }
      }
    }
  }
`;

// A connection at the root.
export const all = graphql`
  fragment cooperatives_all on Query
  @refetchable(queryName: "cooperativesAllQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    siopik {
      cooperatives(first: $count, after: $cursor) @connection(key: "cooperatives_siopik_cooperatives") {
        edges {
          node {
            ...cooperatives_card
          }
        }
      }
    }
  }
`;

export const everything = graphql`
  query cooperativesEverythingQuery {
    ...cooperatives_all
  }
`;

export const card = graphql`
  fragment cooperatives_card on Cooperative @refetchable(queryName: "cooperativesCardQuery") {
    id
    name
    kind
    region {
      name
    }
    annualMeetings(first: 3) {
      year
      heldOn
    }
  }
`;

export const one = graphql`
  query cooperativesOneQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...cooperatives_card
    }
  }
`;

// The new cooperative is put into the list that is shown.
export const register = graphql`
  mutation cooperativesRegisterMutation(
    $input: RegisterCooperativeInput!
    $key: String!
    $connections: [ID!]!
  ) {
    registerCooperative(input: $input, idempotencyKey: $key) {
      problems {
        field
        message
      }
      cooperative @appendNode(connections: $connections, edgeTypeName: "CooperativeEdge") {
        ...cooperatives_card
      }
    }
  }
`;
