import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

export default ts.config(
    { ignores: ['dist', 'src/api/schema.d.ts'] },
    ...ts.configs.recommended,
    { plugins: { 'react-hooks': hooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
    { rules: { '@typescript-eslint/no-non-null-assertion': 'error', eqeqeq: 'error', 'max-lines': ['error', 400] } },
)
