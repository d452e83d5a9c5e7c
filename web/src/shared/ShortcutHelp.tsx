import { Kbd, Modal, Table } from '@mantine/core'
import { places } from './places'
import { useWords } from './use'

export default function ShortcutHelp({ close }: { close: () => void }) {
  const { t } = useWords()
  return (
    <Modal opened onClose={close} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Table>
        <Table.Tbody>
          {places.map((p) => (
            <Table.Tr key={p.key}>
              <Table.Td w={120}>
                <Kbd>g</Kbd> <Kbd>{p.key}</Kbd>
              </Table.Td>
              <Table.Td>{t('keys.go', { place: t(`nav.${p.name}`) })}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td>
              <Kbd>/</Kbd>
            </Table.Td>
            <Table.Td>{t('keys.search')}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Td>
              <Kbd>?</Kbd>
            </Table.Td>
            <Table.Td>{t('keys.help')}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
