# Prints what zsh offers for a command line: complete.zsh FOLDER_OF_FUNCTIONS LINE
zmodload zsh/zpty
typeset -h folder=$1 line=$2
comptest() {
  fpath=($1 $fpath)
  autoload -Uz compinit
  compinit -D -u
  PROMPT= RPROMPT=
  # One candidate a line, between marks, and nothing is inserted.
  zstyle ':completion:*' list-packed false
  compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
      builtin compadd "$@"
      return
    fi
    local -a __hits
    builtin compadd -A __hits "$@"
    print -rl -- "<hit>"${^__hits}"</hit>"
    builtin compadd "$@"
  }
}
zpty shell zsh -f -i
zpty -w shell 'PROMPT= ; unsetopt zle_bracketed_paste 2>/dev/null; stty -echo columns 200'
zpty -w shell "$(functions comptest); comptest ${(q)folder}; bindkey '^I' complete-word; print ready-now"
zpty -r shell output '*ready-now*'
zpty -w -n shell "$line"$'\t'
local got= chunk
repeat 400; do
  if zpty -r -t shell chunk; then got+=$chunk; else sleep 0.1; (( ++idle > 100 )) && break; [[ $got == *'</hit>'* ]] && (( idle > 15 )) && break; fi
done
zpty -d shell
local -a parts=("${(@s:<hit>:)got}")
for hit in "${(@)parts[2,-1]}"; do
  hit=${hit%%</hit>*}
  # The terminal's echo of what was typed above is no candidate.
  [[ $hit == *'"'* ]] || print -r -- $hit
done
