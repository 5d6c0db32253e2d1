"""The documents that are measured, as an application would send them. Q1 to Q4 and M1 are performance.md's."""

Q1 = """query Q1($within: RegionCode!, $first: Int!) {
  siopik { cooperatives(first: $first, where: {regionCode: {within: $within}}) {
    totalCount
    nodes {
      id name nik kind form status address legalEntityDate recordedAt
      region { code name parent { code name } }
      annualMeetings(first: 3) { id year heldOn attendees recordedAt }
    }
  } }
}"""
Q2 = """query Q2($id: ID!) {
  businesses { business(id: $id) {
    id ownerName name kbli businessClass turnover validated createdAt
    region { code name parent { code name } }
  } }
}"""
Q3 = """query Q3 {
  siopik { cooperativeCounts(by: [REGION, STATUS], regionLevel: DISTRICT) { rows { regionCode status count } } }
}"""
Q4 = """query Q4($within: RegionCode!, $class: BusinessClass!, $first: Int!, $after: String) {
  businesses { businesses(
    first: $first, after: $after, order: CREATED_AT_DESC
    where: {regionCode: {within: $within}, businessClass: {equals: $class}}
  ) {
    nodes { id ownerName name kbli turnover validated createdAt }
    pageInfo { hasNextPage endCursor }
  } }
}"""
M1 = """mutation M1($input: RegisterBusinessInput!, $key: String!) {
  registerBusiness(input: $input, idempotencyKey: $key) {
    problems { field message } business { id name createdAt }
  }
}"""
M2 = """mutation M2($input: RegisterCooperativeInput!, $key: String!) {
  registerCooperative(input: $input, idempotencyKey: $key) {
    problems { field message } cooperative { id name recordedAt }
  }
}"""
T1 = """query T1($within: RegionCode!) {
  businesses { businesses(first: 20, order: CREATED_AT_DESC, where: {regionCode: {within: $within}}) {
    totalCount
    nodes { id name businessClass createdAt region { code name } }
  } }
}"""
S1 = """query S1($words: String!) {
  siopik { cooperatives(first: 20, search: $words) { nodes { id name nik } } }
}"""
S2 = """query S2($words: String!) {
  businesses { businesses(first: 20, search: $words) { nodes { id name ownerName } } }
}"""
X1 = """query X1($words: String!) {
  siopik { cooperatives(first: 10, search: $words) { nodes { __typename id name status region { ...Place } } } }
  businesses { found: businesses(first: 10, search: $words) { nodes { id name turnover region { ...Place } } } }
}
fragment Place on Region { code name kind }"""
X2 = """query X2($code: RegionCode!) {
  region(code: $code) {
    name
    cooperatives(first: 10) { nodes {
      name
      region { name businesses(first: 3) { nodes { name createdAt } } }
      annualMeetings(first: 2) { year cooperative { id name } }
    } }
  }
}"""
X3 = """query X3($code: RegionCode!) {
  region(code: $code) {
    name cooperativeCount businessCount
    children(first: 20) { totalCount nodes { code name cooperativeCount businessCount } }
  }
}"""
X4 = """query X4($cooperative: ID!, $business: ID!) {
  one: node(id: $cooperative) { ...Shown }
  other: node(id: $business) { ...Shown }
}
fragment Shown on Node {
  __typename id
  ... on Cooperative { name status annualMeetingCount lastAnnualMeetingOn region { name } }
  ... on Business { name turnover region { name parent { name } } }
}"""
X5 = """query X5($code: RegionCode!, $statuses: [CooperativeStatus!]) {
  siopik { cooperatives(
    first: 20, order: NAME_DESC
    where: {status: {in: $statuses}, region: {where: {parent: {where: {code: {equals: $code}}}}}}
  ) { nodes { id name status recordedAt } pageInfo { hasNextPage endCursor } } }
}"""
U1 = """query U1($within: RegionCode!, $first: Int!) {
  siopik { cooperatives(first: $first, where: {regionCode: {within: $within}}) {
    nodes { id name nik status region { code name ancestors { code name } } }
  } }
}"""
