// Command go-reader tells what Go's readers make of YAML documents. Standard input holds a document a line, as a JSON
// string; each gets a line of JSON: what kubectl (a fork of yaml.v2) and kpt (of yaml.v3) read, or their errors.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	kubectl "sigs.k8s.io/yaml"
	kpt "sigs.k8s.io/yaml/goyaml.v3"
)

type reading struct {
	Value any    `json:"value"`
	Error string `json:"error,omitempty"`
}

type answer struct {
	Kubectl reading `json:"kubectl"`
	Kpt     reading `json:"kpt"`
}

// read runs a reader; a crash of it is an error as any other.
func read(unmarshal func(*any) error) (found reading) {
	defer func() {
		if cause := recover(); cause != nil {
			found = reading{Error: fmt.Sprint(cause)}
		}
	}()
	var value any
	if err := unmarshal(&value); err != nil {
		return reading{Error: err.Error()}
	}
	if _, err := json.Marshal(value); err != nil {
		return reading{Error: err.Error()}
	}
	return reading{Value: value}
}

func run() error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<28)
	out := bufio.NewWriter(os.Stdout)
	answers := json.NewEncoder(out)
	for lines.Scan() {
		var text string
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			return err
		}
		bytes := []byte(text)
		told := answer{
			Kubectl: read(func(into *any) error { return kubectl.Unmarshal(bytes, into) }),
			Kpt:     read(func(into *any) error { return kpt.Unmarshal(bytes, into) }),
		}
		if err := answers.Encode(told); err != nil {
			return err
		}
	}
	return errors.Join(lines.Err(), out.Flush())
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
