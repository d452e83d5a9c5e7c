import { Button, Code, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { enc, post, Problem, remove } from '../api/client'
import { invalidate, useGet } from '../api/queries'
import type { CreatedToken, Page as List, TokenView, UserView } from '../api/types'
import { Empty, Failure, Loaded, Page, Panel } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

const roles = ['viewer', 'contributor', 'reviewer', 'operator', 'owner']

export default function PeoplePage() {
  const { t, moment } = useWords()
  const users = useGet<List<UserView>>('/users')
  const tokens = useGet<List<TokenView>>('/tokens')
  const leave = useMutation({ mutationFn: remove, onSuccess: () => invalidate('/users', '/tokens') })
  // who may not see the people may not change them either: nothing is offered that would be refused
  if (users.error instanceof Problem && users.error.status === 403)
    return (
      <Page title={t('nav.people')} lead={t('people.lead')}>
        <Failure error={users.error} />
      </Page>
    )
  return (
    <Page title={t('nav.people')} lead={t('people.lead')}>
      <Stack>
        {leave.error && <Failure error={leave.error} />}
        <Panel title={t('people.users')}>
          <NewUser />
          <Loaded query={users}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty what={t('people.empty')} command="rondo users add NAME --role owner" />
              ) : (
                <PlainTable
                  rows={items}
                  id={(u) => u.name}
                  label={t('people.users')}
                  columns={[
                    { key: 'name', head: t('people.name'), cell: (u) => u.name },
                    { key: 'role', head: t('people.role'), cell: (u) => <Roles of={u.roles} /> },
                    { key: 'since', head: t('people.since'), cell: (u) => <span className="num">{moment(u.createdAt)}</span> },
                    {
                      key: 'do',
                      head: '',
                      cell: (u) => (
                        <Confirm
                          label={t('people.remove')}
                          question={t('people.remove.sure', { name: u.name })}
                          go={() => leave.mutate(`/users/${enc(u.name)}`)}
                        />
                      ),
                    },
                  ]}
                />
              )
            }
          </Loaded>
        </Panel>
        <Panel title={t('people.tokens')}>
          <NewToken users={users.data?.items.map((u) => u.name) ?? []} />
          <Loaded query={tokens}>
            {({ items }) =>
              items.length === 0 ? (
                <Text className="soft">{t('people.notokens')}</Text>
              ) : (
                <PlainTable
                  rows={items.filter((k) => k.revokedAt === null)}
                  id={(k) => k.id}
                  label={t('people.tokens')}
                  columns={[
                    { key: 'id', head: t('people.token'), cell: (k) => <span className="mono">{k.label || k.id}</span> },
                    { key: 'user', head: t('people.name'), cell: (k) => k.user },
                    { key: 'since', head: t('people.since'), cell: (k) => <span className="num">{moment(k.createdAt)}</span> },
                    { key: 'until', head: t('people.until'), cell: (k) => <span className="num">{moment(k.expiresAt)}</span> },
                    { key: 'used', head: t('people.used'), cell: (k) => <span className="num">{moment(k.usedAt)}</span> },
                    {
                      key: 'do',
                      head: '',
                      cell: (k) => (
                        <Confirm
                          label={t('people.revoke')}
                          question={t('people.revoke.sure', { name: k.label || k.id })}
                          go={() => leave.mutate(`/tokens/${enc(k.id)}`)}
                        />
                      ),
                    },
                  ]}
                />
              )
            }
          </Loaded>
        </Panel>
      </Stack>
    </Page>
  )
}

/** A role for every project, or one for each. */
function Roles({ of }: { of: UserView['roles'] }) {
  const { t, word } = useWords()
  return Object.entries(of).map(([project, role]) => (
    <div key={project}>
      {word('role', role)} <span className="soft">{project === '*' ? t('people.everywhere') : project}</span>
    </div>
  ))
}

function NewUser() {
  const { t, word } = useWords()
  const [name, setName] = useState('')
  const [role, setRole] = useState<string | null>('viewer')
  const add = useMutation({ mutationFn: () => post('/users', { name, role }), onSuccess: () => (setName(''), invalidate('/users')) })
  return (
    <form onSubmit={(e: FormEvent) => (e.preventDefault(), add.mutate())}>
      <Group align="flex-end" mb="md">
        <TextInput label={t('people.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} required />
        <Select
          label={t('people.role')}
          value={role}
          onChange={setRole}
          data={roles.map((r) => ({ value: r, label: word('role', r) }))}
          allowDeselect={false}
        />
        <Button type="submit" loading={add.isPending} disabled={!name.trim()}>
          {t('people.add')}
        </Button>
      </Group>
      {add.error && <Failure error={add.error} />}
    </form>
  )
}

/** A token is shown once, when it is made. */
function NewToken({ users }: { users: string[] }) {
  const { t } = useWords()
  const [user, setUser] = useState<string | null>(null)
  const [label, setLabel] = useState('')
  const make = useMutation({ mutationFn: () => post<CreatedToken>('/tokens', { user, label }), onSuccess: () => invalidate('/tokens') })
  return (
    <form onSubmit={(e: FormEvent) => (e.preventDefault(), make.mutate())}>
      <Group align="flex-end" mb="md">
        <Select label={t('people.name')} value={user} onChange={setUser} data={users} />
        <TextInput label={t('people.label')} value={label} onChange={(e) => setLabel(e.currentTarget.value)} />
        <Button type="submit" variant="default" loading={make.isPending} disabled={!user}>
          {t('people.maketoken')}
        </Button>
      </Group>
      {make.error && <Failure error={make.error} />}
      {make.data?.token && (
        <div className="sentence" role="status">
          <Text size="sm">{t('people.once')}</Text>
          <Code style={{ color: 'var(--ink)', overflowWrap: 'anywhere' }}>{make.data.token}</Code>
        </div>
      )}
    </form>
  )
}

function Confirm({ label, question, go }: { label: string; question: string; go: () => void }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={question} closeButtonProps={{ 'aria-label': t('do.close') }}>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('do.cancel')}
          </Button>
          <Button color="#c0272d" onClick={() => (setOpen(false), go())}>
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
