package cli

import (
	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/host"
)

func newLSP() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve editors: contradictions while typing",
		Long: `lsp is a language server for fact files, which editors start: it speaks the
Language Server Protocol over standard input and output. It shows what factlint
check finds while the facts are typed, unsaved changes in all open files
included, what is known of a fact under the cursor, and completes ids.

The exit status is 0 when the editor ended the session as it should, else 1.`,
		Example: "  nvim --cmd \"lua vim.lsp.start({cmd = {'factlint', 'lsp'}})\" facts.toml",
		Args:    nothingMore,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if lsp.Serve(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), version(), host.Machine()) != 0 {
				return errAbandoned
			}
			return nil
		},
	}
	// Libraries of language clients pass it to every server.
	cmd.Flags().Bool("stdio", true, "speak over standard input and output, as it always does")
	cmd.Flags().Lookup("stdio").Hidden = true
	return cmd
}
