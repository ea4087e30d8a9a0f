# Not yet run on Windows.
# Builds the worker when sources changed and starts it with all arguments: ./run.ps1 say "hello". "setup" only builds.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Host 'The .NET SDK 10.0 is needed. Run this one command, then try again:'
    Write-Host '  winget install Microsoft.DotNet.SDK.10'
    exit 3
}

dotnet build "$root/src/Worker/IShowTts.Worker.csproj" -c Release -nodeReuse:false -v quiet
if ($LASTEXITCODE -ne 0) { Write-Host 'The build failed.'; exit 1 }
if ($args.Count -gt 0 -and $args[0] -eq 'setup') { exit 0 }

dotnet "$root/src/Worker/bin/Release/net10.0/ishowtts.dll" @args
exit $LASTEXITCODE
