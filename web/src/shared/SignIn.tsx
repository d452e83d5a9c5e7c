import { Button, Container, Group, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { token, type Problem } from '../api/client'
import { client } from '../api/queries'
import { LanguageSwitch, SchemeSwitch } from './Shell'
import { useTitle, useWords } from './use'

/** Where a team's server asks who you are. The token stays in this tab alone. */
export default function SignIn({ refused }: { refused: Problem }) {
  const { t } = useWords()
  const [value, setValue] = useState('')
  const tried = token.read() !== null
  useTitle(t('sign.in'))
  return (
    <Container size={420} py="10vh" component="main">
      <form
        className="panel"
        onSubmit={(e) => {
          e.preventDefault()
          token.keep(value.trim())
          void client.resetQueries()
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
            {t('sign.how')} <code>rondo token</code>
          </Text>
          <PasswordInput
            label={t('sign.token')}
            value={value}
            onChange={(e) => setValue(e.currentTarget.value)}
            autoComplete="off"
            error={tried ? `${refused.message} ${refused.remedy}` : undefined}
            required
          />
          <Button type="submit" disabled={!value.trim()}>
            {t('sign.in')}
          </Button>
        </Stack>
      </form>
    </Container>
  )
}
