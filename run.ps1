# Not yet run on Windows.
# Builds the worker when sources changed and starts it with all arguments: ./run.ps1 say "hello". "setup" only builds; "setup --discord" also fetches the packages of the Discord bridge.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Host 'The .NET SDK 10.0 is needed. Run this one command, then try again:'
    Write-Host '  winget install Microsoft.DotNet.SDK.10'
    exit 3
}

if ($args.Count -gt 1 -and $args[0] -eq 'setup' -and $args -contains '--discord') {
    # As eng/discord/fetch.sh does.
    $source = "$root/src/Integrations/Discord/bridge"
    $target = "$root/artifacts/discord"
    $found = if (Get-Command node -ErrorAction SilentlyContinue) { (node --version).TrimStart('v') } else { '0.0.0' }
    if ([version]$found -lt [version]'20.19.0') {
        Write-Host "The Discord bridge needs Node 20.19 or newer; found: $found. Run this one command, then try again:"
        Write-Host '  winget install OpenJS.NodeJS.LTS'
        exit 3
    }
    $lock = Get-Content -Raw "$source/package-lock.json"
    if (-not (Test-Path "$target/fetched") -or (Get-Content -Raw "$target/fetched") -ne $lock) {
        if (Test-Path $target) { Remove-Item -Recurse -Force $target }
        New-Item -ItemType Directory -Force $target | Out-Null
        Copy-Item "$source/package.json", "$source/package-lock.json" $target
        Push-Location $target
        npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --engine-strict=false
        $code = $LASTEXITCODE
        Pop-Location
        if ($code -ne 0) { Write-Host 'The packages of the Discord bridge could not be fetched. Check the network, or npm''s registry and proxy settings.'; exit 1 }
        Copy-Item "$source/package-lock.json" "$target/fetched"
    }
}

dotnet build "$root/src/Worker/IShowTts.Worker.csproj" -c Release -nodeReuse:false -v quiet
if ($LASTEXITCODE -ne 0) { Write-Host 'The build failed.'; exit 1 }
if ($args.Count -gt 0 -and $args[0] -eq 'setup') { exit 0 }

dotnet "$root/src/Worker/bin/Release/net10.0/ishowtts.dll" @args
exit $LASTEXITCODE
