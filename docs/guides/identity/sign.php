<?php
// Signs a Liaison token for a user of your application. For your server: PHP 8 or newer, no library.
//
//   LIAISON_HOST_SECRET=… php sign.php b-17 brand "Blue Kettle"

declare(strict_types=1);

const LIAISON_LIFETIME_SECONDS = 3600;

/** A token for the user who is logged in with you. `$type` is `brand`, `creator` or `customer`. */
function liaison_token(string $id, string $type, string $name, ?string $secret = null): string
{
    $secret ??= getenv('LIAISON_HOST_SECRET') ?: throw new RuntimeException('LIAISON_HOST_SECRET is not set');
    $base64url = fn (string $bytes): string => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $encode = fn (array $part): string => $base64url(json_encode($part, JSON_THROW_ON_ERROR));
    $iat = time();
    $claims = [
        'sub' => $id,
        'user_type' => $type,
        'name' => $name,
        'iat' => $iat,
        'exp' => $iat + LIAISON_LIFETIME_SECONDS,
    ];
    $signed = $encode(['alg' => 'HS256', 'typ' => 'JWT']) . '.' . $encode($claims);
    return $signed . '.' . $base64url(hash_hmac('sha256', $signed, $secret, true));
}

if (PHP_SAPI === 'cli' && realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) {
    [, $id, $type, $name] = $argv;
    echo liaison_token($id, $type, $name), "\n";
}
