# Draws confusion-depth-to-skeleton.svg from confusion-depth-to-skeleton.csv.
# Type: gnuplot confusion-depth-to-skeleton.gp
reset
forms = 'svg'
turn = exists('turn') ? turn + 1 : 1
form = word(forms, turn)
# In SVG points shrink with the width of lines.
s = form eq 'svg' ? 1.45 : 1
set encoding utf8
set datafile separator comma
set datafile columnheaders
if (form eq 'svg') set terminal svg size 317,314 fixed font 'Arial,7' noenhanced fontscale 1.33333 linewidth 0.67 name 'confusion_depth_to_skeleton' background 'white'
set output 'confusion-depth-to-skeleton.'.form
unset key
set border lw 0.8 lc rgb '#777777'
set tics scale 0.5 textcolor rgb '#222222' font ',6'
unset xtics
unset ytics
unset colorbox
set style textbox opaque noborder margins 0.3,0.3
set label 'utd-mhad, cross-subject (overlap=disjoint): depth → skeleton' at screen 0.02381,0.96888 left font ',7.5' textcolor rgb '#222222' front
set label 'student-teacher, gaussian-mixture' at screen 0.02381,0.93452 left font ',6' textcolor rgb '#555555' front
set label 'accuracy 88.8 % [76.0, 95.2] (95 % over subjects). 4 persons, 430 test samples.' at screen 0.02381,0.90397 left font ',6' textcolor rgb '#555555' front
set label '1  swipe-left' at screen 0.34762,0.85743 right font ',6' textcolor rgb '#222222' front
set label '2  swipe-right' at screen 0.34762,0.83098 right font ',6' textcolor rgb '#222222' front
set label '3  wave' at screen 0.34762,0.80452 right font ',6' textcolor rgb '#222222' front
set label '4  clap' at screen 0.34762,0.77807 right font ',6' textcolor rgb '#222222' front
set label '5  throw' at screen 0.34762,0.75161 right font ',6' textcolor rgb '#222222' front
set label '6  cross-arms' at screen 0.34762,0.72515 right font ',6' textcolor rgb '#222222' front
set label '7  basketball-shoot' at screen 0.34762,0.6987 right font ',6' textcolor rgb '#222222' front
set label '8  draw-x' at screen 0.34762,0.67224 right font ',6' textcolor rgb '#222222' front
set label '9  draw-circle-clockwise' at screen 0.34762,0.64578 right font ',6' textcolor rgb '#222222' front
set label '10  draw-circle-counter…' at screen 0.34762,0.61933 right font ',6' textcolor rgb '#222222' front
set label '11  draw-triangle' at screen 0.34762,0.59287 right font ',6' textcolor rgb '#222222' front
set label '12  bowling' at screen 0.34762,0.56641 right font ',6' textcolor rgb '#222222' front
set label '13  boxing' at screen 0.34762,0.53996 right font ',6' textcolor rgb '#222222' front
set label '14  baseball-swing' at screen 0.34762,0.5135 right font ',6' textcolor rgb '#222222' front
set label '15  tennis-swing' at screen 0.34762,0.48704 right font ',6' textcolor rgb '#222222' front
set label '16  arm-curl' at screen 0.34762,0.46059 right font ',6' textcolor rgb '#222222' front
set label '17  tennis-serve' at screen 0.34762,0.43413 right font ',6' textcolor rgb '#222222' front
set label '18  push' at screen 0.34762,0.40767 right font ',6' textcolor rgb '#222222' front
set label '19  knock' at screen 0.34762,0.38122 right font ',6' textcolor rgb '#222222' front
set label '20  catch' at screen 0.34762,0.35476 right font ',6' textcolor rgb '#222222' front
set label '21  pick-up-and-throw' at screen 0.34762,0.3283 right font ',6' textcolor rgb '#222222' front
set label '22  jog' at screen 0.34762,0.30185 right font ',6' textcolor rgb '#222222' front
set label '23  walk' at screen 0.34762,0.27539 right font ',6' textcolor rgb '#222222' front
set label '24  sit-to-stand' at screen 0.34762,0.24893 right font ',6' textcolor rgb '#222222' front
set label '25  stand-to-sit' at screen 0.34762,0.22248 right font ',6' textcolor rgb '#222222' front
set label '26  lunge' at screen 0.34762,0.19602 right font ',6' textcolor rgb '#222222' front
set label '27  squat' at screen 0.34762,0.16956 right font ',6' textcolor rgb '#222222' front
set lmargin at screen 0.35952
set rmargin at screen 0.97619
set bmargin at screen 0.15633
set tmargin at screen 0.87066
set xrange [0.5:27.5]
set yrange [27.5:0.5]
set palette defined (0 '#f7fbff', 0.25 '#c6dbef', 0.5 '#6baed6', 0.75 '#2171b5', 1 '#08306b')
set cbrange [0:1]
set label '1' at screen 0.37094,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '3' at screen 0.41662,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '5' at screen 0.4623,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '7' at screen 0.50798,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '9' at screen 0.55366,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '11' at screen 0.59934,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '13' at screen 0.64502,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '15' at screen 0.6907,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '17' at screen 0.73638,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '19' at screen 0.78205,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '21' at screen 0.82773,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '23' at screen 0.87341,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '25' at screen 0.91909,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label '27' at screen 0.96477,0.14431 right rotate by 90 font ',6' textcolor rgb '#222222' front
set label 'predicted class' at screen 0.66786,0.09556 center font ',7' textcolor rgb '#222222' front
set label 'true class' at screen 0.02976,0.5135 center rotate by 90 font ',7' textcolor rgb '#222222' front
set label 'share of the true class (%)' at screen 0.02381,0.02405 left font ',6' textcolor rgb '#222222' front
set label '0' at screen 0.35572,0.02405 right font ',6' textcolor rgb '#222222' front
set label '100' at screen 0.73667,0.02405 left font ',6' textcolor rgb '#222222' front
set colorbox horizontal user origin 0.36762,0.01203 size 0.35714,0.02405 noborder
unset cbtics
plot 'confusion-depth-to-skeleton.csv' using (column('column')):(column('share') > 0 ? column('row') : NaN):(column('column')-0.47):(column('column')+0.47):(column('row')-0.47):(column('row')+0.47):(column('share')) with boxxyerror fs solid 1 noborder lc palette z
set output
if (turn < words(forms)) reread
