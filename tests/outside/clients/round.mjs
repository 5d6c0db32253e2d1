// One round that every client makes: read, page, write, be refused, upload, and be told of a change.
// usage: node CLIENT.mjs URL TOKEN
import assert from 'node:assert/strict'

export const [url, token] = process.argv.slice(2)
export const socket = url.replace(/^http/, 'ws')
export const authorization = { authorization: `Bearer ${token}` }
export const PLACE = '32.01.07'

export const READ = `query Read($code: RegionCode!) { region(code: $code) { id name cooperativeCount } }`
export const LIST = `query List($first: Int!, $after: String) {
  siopik { cooperatives(first: $first, after: $after) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } }
}`
export const REGISTER = `mutation Register($input: RegisterCooperativeInput!, $key: String) {
  registerCooperative(input: $input, idempotencyKey: $key) { problems { field code message } replayed cooperative { id name } }
}`
export const CORRECT = `mutation Correct($input: CorrectCooperativeInput!) {
  correctCooperative(input: $input) { problems { code } cooperative { id name } }
}`
export const UPLOAD = `mutation Upload($file: Upload!, $purpose: String!) {
  uploadFile(file: $file, purpose: $purpose) { problems { code message } file { id name size mediaType } }
}`
export const CHANGED = `subscription Changed($id: ID) { cooperativeChanged(id: $id) { id name } }`
export const WRONG = '{ nothingLikeThis }'

export const csv = () => new File(['Nama Koperasi\nKSU Mekar\n'], 'koperasi.csv', { type: 'text/csv' })

// `ask(document, variables)` answers {data, errors}; `listen(document, variables, heard)` answers a function that ends it.
export async function round(name, { ask, upload, listen }) {
  const read = await ask(READ, { code: PLACE })
  assert.equal(read.errors, undefined)
  assert.ok(read.data.region.cooperativeCount > 0)

  const first = await ask(LIST, { first: 2 })
  const page = first.data.siopik.cooperatives
  const second = await ask(LIST, { first: 2, after: page.pageInfo.endCursor })
  assert.equal(page.nodes.length, 2)
  assert.notEqual(second.data.siopik.cooperatives.nodes[0].id, page.nodes[0].id)

  const input = { name: `KSU ${name}`, nik: `3201${String(Date.now()).slice(-9)}`, regionCode: PLACE }
  const key = `${name}-${input.nik}`
  const made = (await ask(REGISTER, { input, key })).data.registerCooperative
  assert.deepEqual([made.problems, made.replayed, made.cooperative.name], [[], false, input.name])
  const again = (await ask(REGISTER, { input, key })).data.registerCooperative
  assert.deepEqual([again.replayed, again.cooperative.id], [true, made.cooperative.id])
  const wrong = (await ask(REGISTER, { input: { ...input, nik: '12' }, key: `${key}-2` })).data.registerCooperative
  assert.equal(wrong.problems[0].field, 'nik')

  const refused = await ask(WRONG, {})
  assert.equal(refused.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED')

  if (upload) {
    const stored = (await upload({ file: csv(), purpose: 'core.import' })).data.uploadFile
    assert.deepEqual(stored.problems, [])
    assert.deepEqual([stored.file.name, Number(stored.file.size)], ['koperasi.csv', 24])
  }

  if (listen) {
    const cooperativeId = made.cooperative.id
    let tell
    const told = new Promise((resolve, reject) => {
      tell = resolve
      setTimeout(() => reject(new Error(`${name}: no event came`)), 20_000).unref()
    })
    const end = listen(CHANGED, { id: cooperativeId }, tell)
    // What is heard may begin a moment after it was asked for: change the name until it is told.
    let number = 0
    const changing = setInterval(
      () => ask(CORRECT, { input: { cooperativeId, name: `KSU ${name} ${++number}` } }).catch(() => undefined),
      400,
    )
    try {
      const event = await told
      assert.equal(event.data.cooperativeChanged.id, cooperativeId)
      assert.match(event.data.cooperativeChanged.name, new RegExp(`^KSU ${name} \\d+$`))
    } finally {
      clearInterval(changing)
      await end()
    }
  }
  console.log(`${name} ok`)
}
