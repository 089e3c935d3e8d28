// Signs a Liaison token for a user of your application. For your server: the standard library is enough.
//
//	LIAISON_HOST_SECRET=… go run sign.go b-17 brand "Blue Kettle"
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
)

const lifetime = time.Hour

// User is who is logged in with you. Type is "brand", "creator" or "customer".
type User struct {
	ID, Type, Name string
}

// LiaisonToken gives a token for a user.
func LiaisonToken(user User, secret string) (string, error) {
	if secret == "" {
		return "", errors.New("LIAISON_HOST_SECRET is not set")
	}
	header, err := encode(map[string]string{"alg": "HS256", "typ": "JWT"})
	if err != nil {
		return "", err
	}
	now := time.Now()
	claims, err := encode(map[string]any{
		"sub":       user.ID,
		"user_type": user.Type,
		"name":      user.Name,
		"iat":       now.Unix(),
		"exp":       now.Add(lifetime).Unix(),
	})
	if err != nil {
		return "", err
	}
	signed := header + "." + claims
	signature := hmac.New(sha256.New, []byte(secret))
	signature.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature.Sum(nil)), nil
}

func encode(value any) (string, error) {
	text, err := json.Marshal(value)
	return base64.RawURLEncoding.EncodeToString(text), err
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: sign <id> <type> <name>")
		os.Exit(2)
	}
	user := User{ID: os.Args[1], Type: os.Args[2], Name: os.Args[3]}
	token, err := LiaisonToken(user, os.Getenv("LIAISON_HOST_SECRET"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(token)
}
