import { Button, Container, Group, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { post, Problem } from '../api/client'
import { client } from '../api/queries'
import { LanguageSwitch, SchemeSwitch } from './Shell'
import { useTitle, useWords } from './use'

/** Where a team's server asks who you are. The token is changed for a cookie that no script can read. */
export default function SignIn() {
  const { t, refusal } = useWords()
  const [value, setValue] = useState('')
  const enter = useMutation({ mutationFn: () => post('/session', { token: value.trim() }), onSuccess: () => client.resetQueries() })
  useTitle(t('sign.in'))
  return (
    <Container size={420} py="10vh" component="main">
      <form
        className="panel"
        onSubmit={(e) => {
          e.preventDefault()
          enter.mutate()
        }}
      >
        <Stack>
          <Group justify="space-between">
            <Group gap={8}>
              <img src="/favicon.svg" width={26} height={26} alt="" />
              <Title order={1} size="1.3rem">
                {t('sign.in')}
              </Title>
            </Group>
            <Group gap={4}>
              <LanguageSwitch />
              <SchemeSwitch />
            </Group>
          </Group>
          <Text className="soft" size="sm">
            {t('sign.how')} <code>rondo token create USER</code>
          </Text>
          <PasswordInput
            label={t('sign.token')}
            value={value}
            onChange={(e) => setValue(e.currentTarget.value)}
            autoComplete="off"
            error={enter.error instanceof Problem ? `${refusal(enter.error.message)} ${refusal(enter.error.remedy)}` : enter.error?.message}
            required
          />
          <Button type="submit" disabled={!value.trim()} loading={enter.isPending}>
            {t('sign.in')}
          </Button>
        </Stack>
      </form>
    </Container>
  )
}
